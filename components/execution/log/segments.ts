import { spansOf } from "@/lib/pipeline/logs/terminal-line";
import type { TextStyle } from "@/lib/pipeline/logs/text-style";
import type { LogLine } from "./log-lines";
import type { LogMatch } from "./log-search";

/** A stretch of a line that is drawn alike: one style, and inside or outside a match. */
export interface Segment {
  readonly text: string;
  readonly style: TextStyle;
  readonly match: LogMatch | null;
}

/** Cuts a line's stretches where its matches begin and end; a match may reach over a colour change. */
export function segmentsOf(line: LogLine, matches: readonly LogMatch[]): Segment[] {
  const segments: Segment[] = [];
  let offset = 0;
  for (const { text, style } of spansOf(line.text)) {
    const end = offset + text.length;
    let from = offset;
    for (const match of matches) {
      const start = Math.max(match.start, offset);
      const stop = Math.min(match.start + match.length, end);
      if (start >= stop) continue;
      if (start > from) segments.push({ text: line.plain.slice(from, start), style, match: null });
      segments.push({ text: line.plain.slice(start, stop), style, match });
      from = stop;
    }
    if (end > from) segments.push({ text: line.plain.slice(from, end), style, match: null });
    offset = end;
  }
  return segments;
}
