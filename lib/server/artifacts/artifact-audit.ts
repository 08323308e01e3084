import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { ArtifactAddress } from "@/lib/contracts/artifact";
import type { AuditEntry } from "@/lib/db/audit-events";
import { showName } from "@/lib/pipeline/artifact-files/shown-name";
import type { KnownArtifact } from "./require-artifact";

interface Looked {
  readonly action: "artifact.reveal" | "artifact.download";
  readonly address: ArtifactAddress;
  /** Null for the whole archive. */
  readonly file: string | null;
}

/** What is on record of somebody who took something sensitive out of an artifact. */
export function artifactAudit(
  viewer: Viewer,
  { pipeline }: KnownArtifact,
  { action, address, file }: Looked,
): AuditEntry {
  return {
    actor: viewer,
    action,
    subjectType: "pipeline",
    subjectId: pipeline.id,
    // A name out of an archive may hold what a database takes in no text.
    detail: { ...address, ...(file !== null && { file: showName(file) }) },
  };
}
