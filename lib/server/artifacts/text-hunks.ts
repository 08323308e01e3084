import "server-only";
import { structuredPatch } from "diff";
import type { TextHunk } from "@/lib/contracts/artifact";

const CONTEXT_LINES = 3;
/** Lines that may differ, and the time that finding them may take: texts that share nothing would take minutes. */
const MOST_EDITS = 20_000;
const MOST_MS = 400;

/** The stretches in which two texts differ, with some lines around them; null where they differ in too much. */
export function textHunks(before: string, after: string): TextHunk[] | null {
  const patch = structuredPatch("", "", before, after, "", "", {
    context: CONTEXT_LINES,
    maxEditLength: MOST_EDITS,
    timeout: MOST_MS,
  });
  if (!patch) return null;
  return patch.hunks.map(({ oldStart, newStart, lines }) => ({
    beforeLine: oldStart,
    afterLine: newStart,
    lines: lines.map((line) => ({ change: CHANGES[line[0] ?? " "] ?? "same", text: line.slice(1) })),
  }));
}

const CHANGES: Readonly<Record<string, TextHunk["lines"][number]["change"]>> = {
  "+": "added",
  "-": "removed",
  " ": "same",
  // "\\ No newline at end of file" is about the line before it.
  "\\": "note",
};
