import { plainText, spansOf } from "@/lib/pipeline/logs/terminal-line";
import type { TextStyle } from "@/lib/pipeline/logs/text-style";

/** A stretch of a line's plain text that a search found. */
export interface Mark {
  readonly start: number;
  readonly length: number;
  /** The one that next and previous step from. */
  readonly isCurrent: boolean;
}

/** A stretch of a line that is drawn alike: one style, and inside or outside a mark. */
export interface Segment {
  readonly text: string;
  readonly style: TextStyle;
  readonly mark: Mark | null;
}

/**
 * Cuts a line's stretches where its marks begin and end; a mark may reach over a colour change.
 * @param line as `readTerminalLine` makes it
 */
export function segmentsOf(line: string, marks: readonly Mark[]): Segment[] {
  const segments: Segment[] = [];
  const plain = plainText(line);
  let offset = 0;
  for (const { text, style } of spansOf(line)) {
    const end = offset + text.length;
    let from = offset;
    for (const mark of marks) {
      const start = Math.max(mark.start, offset);
      const stop = Math.min(mark.start + mark.length, end);
      if (start >= stop) continue;
      if (start > from) segments.push({ text: plain.slice(from, start), style, mark: null });
      segments.push({ text: plain.slice(start, stop), style, mark });
      from = stop;
    }
    if (end > from) segments.push({ text: plain.slice(from, end), style, mark: null });
    offset = end;
  }
  return segments;
}
