import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ArtifactAddress, FilePreview } from "@/lib/contracts/artifact";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { sharedDb } from "@/lib/db/shared-client";
import { binaryKind, safeImageType } from "@/lib/pipeline/artifact-files/object-format";
import { secretName } from "@/lib/pipeline/artifact-files/secret-names";
import { findSecrets, maskSecretText } from "@/lib/pipeline/artifact-files/secret-text";
import { artifactAudit } from "./artifact-audit";
import { ARCHIVE_READ_LIMITS } from "./archive/limits";
import type { DirectoryEntry } from "./archive/read-directory";
import { readText } from "./archive/read-text";
import { type OpenedArtifact, openArtifact, requireEntry } from "./open-artifact";
import { readBeginning } from "./read-file";
import { requireArtifact } from "./require-artifact";

interface WantedFile {
  /** The entry's id. */
  readonly file: string;
  readonly signal: AbortSignal;
}

/** The beginning of a file, without what looks like a secret. */
export async function previewFile(
  viewer: Viewer,
  address: ArtifactAddress,
  { file, signal }: WantedFile,
): Promise<FilePreview> {
  authorize(viewer, "inspect");
  const db = sharedDb();
  const opened = await openArtifact(db, await requireArtifact(db, address), signal);
  return preview(opened, requireEntry(opened, file), { isRevealed: false });
}

/** The same with its secrets. That it was asked for stays on record. */
export async function revealFile(
  viewer: Viewer,
  address: ArtifactAddress,
  { file, signal }: WantedFile,
): Promise<FilePreview> {
  authorize(viewer, "inspect");
  const db = sharedDb();
  const artifact = await requireArtifact(db, address);
  const opened = await openArtifact(db, artifact, signal);
  const entry = requireEntry(opened, file);
  await recordAuditEvent(db, artifactAudit(viewer, artifact, { action: "artifact.reveal", address, file: entry.path }));
  return preview(opened, entry, { isRevealed: true });
}

async function preview(
  opened: OpenedArtifact,
  entry: DirectoryEntry,
  { isRevealed }: { readonly isRevealed: boolean },
): Promise<FilePreview> {
  const facts = { id: entry.id, sizeBytes: entry.sizeBytes };
  const why = isRevealed ? null : secretName(entry.path);
  if (why !== null) return { ...facts, content: { kind: "withheld", why }, secrets: [], sha256: null };
  const { bytes, isWhole, sha256 } = await readBeginning(opened, entry, ARCHIVE_READ_LIMITS.previewBytes);
  const decoded = readText(bytes, { isWhole });
  if (!decoded) return { ...facts, content: binaryContent(bytes, isWhole), secrets: [], sha256 };
  const secrets = findSecrets(decoded.text);
  const isMasked = !isRevealed && secrets.length > 0;
  const text = isMasked ? maskSecretText(decoded.text) : decoded.text;
  const content = { kind: "text", text, encoding: decoded.encoding, isCut: !isWhole, isMasked } as const;
  return { ...facts, content, secrets, sha256 };
}

function binaryContent(bytes: Buffer, isWhole: boolean): FilePreview["content"] {
  const mediaType = isWhole ? safeImageType(bytes) : null;
  if (mediaType) return { kind: "image", mediaType, base64: bytes.toString("base64") };
  return { kind: "binary", what: binaryKind(bytes) ?? "binary data" };
}
