import "server-only";
import type { Readable } from "node:stream";
import { readObject } from "@/lib/aws/artifact-objects";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ArtifactAddress } from "@/lib/contracts/artifact";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { showName } from "@/lib/pipeline/artifact-files/shown-name";
import { ARCHIVE_READ_LIMITS } from "./archive/limits";
import type { DirectoryEntry } from "./archive/read-directory";
import { openEntry } from "./archive/read-entry";
import { artifactAudit } from "./artifact-audit";
import { openArtifact, type OpenedArtifact, requireEntry } from "./open-artifact";
import { type KnownArtifact, requireArtifact } from "./require-artifact";

export interface ArtifactDownload {
  readonly stream: Readable;
  readonly sizeBytes: number;
  readonly fileName: string;
}

interface WantedDownload {
  /** The id of an entry; null for the object as it is. */
  readonly file: string | null;
  readonly signal: AbortSignal;
}

/** An artifact, or one file of it, to be kept. Who took what stays on record. */
export async function downloadArtifact(
  viewer: Viewer,
  address: ArtifactAddress,
  { file, signal }: WantedDownload,
): Promise<ArtifactDownload> {
  authorize(viewer, "inspect");
  const db = sharedDb();
  const artifact = await requireArtifact(db, address);
  const opened = await openArtifact(db, artifact, signal);
  const entry = file === null ? null : requireEntry(opened, file);
  const download = entry ? await oneFile(opened, entry) : await wholeObject(artifact, opened, signal);
  try {
    const taken = { action: "artifact.download", address, file: entry?.path ?? null } as const;
    await recordAuditEvent(db, artifactAudit(viewer, artifact, taken));
  } catch (error) {
    download.stream.destroy();
    throw error;
  }
  return download;
}

async function wholeObject(
  { name, action }: KnownArtifact,
  { clients, object, listing }: OpenedArtifact,
  signal: AbortSignal,
): Promise<ArtifactDownload> {
  const ending = listing.format === "zip" ? ".zip" : endingOf(object.key);
  const fileName = `${name}-${action.pipelineExecutionId.slice(0, 8)}${ending}`;
  return { stream: await readObject(clients, object, { signal }), sizeBytes: object.sizeBytes, fileName };
}

function endingOf(key: string): string {
  return /\.[A-Za-z0-9]{1,8}(?:\.(?:gz|bz2|xz|zst))?$/.exec(key)?.[0] ?? "";
}

async function oneFile(opened: OpenedArtifact, entry: DirectoryEntry): Promise<ArtifactDownload> {
  const { object, bytes, listing } = opened;
  if (entry.sizeBytes > ARCHIVE_READ_LIMITS.fileBytes) {
    throw new PenstockError(
      "conflict",
      `${showName(entry.path)} unpacks to ${entry.sizeBytes.toLocaleString("en")} bytes, more than is handed over unpacked. Download the archive instead.`,
    );
  }
  const stream = await openEntry({ bytes, sizeBytes: object.sizeBytes, format: listing.format, entry });
  return { stream, sizeBytes: entry.sizeBytes, fileName: entry.path.split("/").at(-1) ?? entry.path };
}
