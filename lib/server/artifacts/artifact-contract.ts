import "server-only";
import type { z } from "zod";
import type { ArtifactObject } from "@/lib/aws/artifact-objects";
import type { artifactObject, EarlierArtifact, ListedEntry } from "@/lib/contracts/artifact";
import type { EarlierArtifactRow } from "@/lib/db/artifact-history";
import { secretName } from "@/lib/pipeline/artifact-files/secret-names";
import { iso, isoOrNull } from "@/lib/server/iso";
import type { DirectoryEntry } from "./archive/read-directory";

export function objectToContract(object: ArtifactObject): z.infer<typeof artifactObject> {
  const { bucket, key, sizeBytes, etag, versionId, lastModifiedAt } = object;
  return { bucket, key, sizeBytes, etag, versionId, lastModifiedAt: isoOrNull(lastModifiedAt) };
}

export function entryToContract(entry: DirectoryEntry): ListedEntry {
  const { id, path, kind, sizeBytes, packedBytes, crc32, unreadable } = entry;
  const secret = kind === "file" ? secretName(path) : null;
  return { id, path, kind, sizeBytes, packedBytes, crc32, unreadable, secret };
}

export function earlierToContract(row: EarlierArtifactRow): EarlierArtifact {
  const { pipelineExecutionId, startedAt, status, sourceRevisions } = row;
  return { pipelineExecutionId, startedAt: iso(startedAt), status, revisionId: sourceRevisions[0]?.revisionId ?? null };
}
