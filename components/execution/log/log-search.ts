import { finderOf, placesIn } from "@/lib/pipeline/logs/find-text";
import type { LogLine } from "./log-lines";

/** A place in the log: an index into the lines, and a stretch of that line's plain text. */
export interface LogMatch {
  readonly line: number;
  readonly start: number;
  readonly length: number;
}

/** Every place of `text` in the whole log, letter case aside. Places never overlap. */
export function findMatches(lines: readonly LogLine[], text: string): LogMatch[] {
  const finder = finderOf({ text, isCaseSensitive: false });
  if (text === "") return [];
  return lines.flatMap(({ plain }, line) =>
    placesIn(plain, finder).map((start) => ({ line, start, length: text.length })),
  );
}

export function matchesByLineIndex(matches: readonly LogMatch[]): ReadonlyMap<number, readonly LogMatch[]> {
  const byLine = new Map<number, LogMatch[]>();
  for (const match of matches) {
    const sameLine = byLine.get(match.line);
    if (sameLine) sameLine.push(match);
    else byLine.set(match.line, [match]);
  }
  return byLine;
}

/** The index of the first line that looks like an error; null when none does. */
export function findFirstError(lines: readonly LogLine[]): number | null {
  const index = lines.findIndex((line) => line.severity === "error");
  return index === -1 ? null : index;
}
