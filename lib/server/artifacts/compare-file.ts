import "server-only";
import { structuredPatch } from "diff";
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

interface WantedComparison {
  /** A path, in either or both of the two. */
  readonly file: string;
  readonly against: string;
  readonly isRevealed: boolean;
  readonly signal: AbortSignal;
}

const CONTEXT_LINES = 3;
/** Lines that may differ, and the time that finding them may take: texts that share nothing would take minutes. */
const MOST_EDITS = 20_000;
const MOST_MS = 400;

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
  const patch = structuredPatch("", "", before, after, "", "", {
    context: CONTEXT_LINES,
    maxEditLength: MOST_EDITS,
    timeout: MOST_MS,
  });
  if (!patch) return { kind: "none", why: "The two differ in too much to show it line by line." };
  const hunks = patch.hunks.map(({ oldStart, newStart, lines }) => ({
    beforeLine: oldStart,
    afterLine: newStart,
    // "\ No newline at end of file" is about a line, and none itself.
    lines: lines
      .filter((line) => !line.startsWith("\\"))
      .map((line) => ({ change: CHANGES[line[0] ?? " "] ?? "same", text: line.slice(1) })),
  }));
  if (hunks.length > 0 || before === after) return { kind: "hunks", hunks, isMasked };
  return { kind: "none", why: "Only what ends the lines differs." };
}

const CHANGES: Readonly<Record<string, "added" | "removed" | "same">> = { "+": "added", "-": "removed", " ": "same" };
