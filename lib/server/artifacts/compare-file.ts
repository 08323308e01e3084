import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ArtifactAddress, TextComparison } from "@/lib/contracts/artifact";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { secretName } from "@/lib/pipeline/artifact-files/secret-names";
import { findSecrets, maskSecretText } from "@/lib/pipeline/artifact-files/secret-text";
import { showName } from "@/lib/pipeline/artifact-files/shown-name";
import { ARCHIVE_READ_LIMITS } from "./archive/limits";
import { readText } from "./archive/read-text";
import { artifactAudit } from "./artifact-audit";
import { openBoth } from "./compare-artifacts";
import type { OpenedArtifact } from "./open-artifact";
import { readBeginning } from "./read-file";
import { textHunks } from "./text-hunks";

interface WantedComparison {
  /** A path, in either or both of the two. */
  readonly file: string;
  readonly against: string;
  readonly isRevealed: boolean;
  readonly signal: AbortSignal;
}

/** How the text of one file changed since an earlier execution. With its secrets only on request, which is on record. */
export async function compareFile(
  viewer: Viewer,
  address: ArtifactAddress,
  { file, against, isRevealed, signal }: WantedComparison,
): Promise<TextComparison> {
  authorize(viewer, "inspect");
  const db = sharedDb();
  const { artifact, before, after } = await openBoth(db, address, { against, signal });
  if (![before, after].some((side) => entryAt(side, file))) {
    throw new PenstockError("not_found", `Neither of the two has a file ${showName(file)}.`);
  }
  if (isRevealed) {
    await recordAuditEvent(db, artifactAudit(viewer, artifact, { action: "artifact.reveal", address, file }));
  }
  const why = isRevealed ? null : secretName(file);
  if (why !== null) return { content: { kind: "withheld", why } };
  const texts = await Promise.all([textAt(before, file), textAt(after, file)]);
  const fault = texts.find((text) => typeof text !== "string");
  if (fault && typeof fault !== "string") return { content: { kind: "none", why: fault.why } };
  const isMasked = !isRevealed && texts.some((text) => typeof text === "string" && findSecrets(text).length > 0);
  const [old = "", now = ""] = texts.map((text) => shownText(text, isMasked));
  return { content: hunksBetween(old, now, isMasked) };
}

function shownText(text: string | { readonly why: string }, isMasked: boolean): string {
  if (typeof text !== "string") return "";
  return isMasked ? maskSecretText(text) : text;
}

/** The text of a path, empty where there is none, or why there is nothing to compare. */
async function textAt(opened: OpenedArtifact, path: string): Promise<string | { readonly why: string }> {
  const entry = entryAt(opened, path);
  if (!entry) return "";
  const most = ARCHIVE_READ_LIMITS.previewBytes;
  if (entry.sizeBytes > most) {
    return { why: `The file is larger than ${most.toLocaleString("en")} bytes. Download both to compare them.` };
  }
  const { bytes } = await readBeginning(opened, entry, most);
  const text = readText(bytes, { isWhole: true });
  return text ? text.text : { why: "The file is binary, so there are no lines to compare." };
}

/** Of several entries with one path the last, as in the comparison of the whole. */
function entryAt({ listing }: OpenedArtifact, path: string) {
  return listing.entries.findLast((entry) => entry.path === path && entry.kind !== "folder");
}

function hunksBetween(before: string, after: string, isMasked: boolean): TextComparison["content"] {
  const hunks = textHunks(before, after);
  if (!hunks) return { kind: "none", why: "The two differ in too much to show it line by line." };
  return { kind: "hunks", hunks, isMasked };
}
