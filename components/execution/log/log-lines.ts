import type { LogPage } from "@/lib/contracts/log-page";
import { type AnsiStyle, parseAnsi, PLAIN_STYLE, plainText } from "./ansi";
import { severityOf, type Severity } from "./severity";

/** One line of a log. `raw` is parsed again only when the line is on screen. */
export interface LogLine {
  readonly raw: string;
  readonly plain: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The style in force where the line begins. */
  readonly style: AnsiStyle;
  readonly severity: Severity | null;
}

/**
 * The lines of a page, to be put after those before it. An event may hold several lines; the newline that ends it
 * makes no empty one.
 * @param style the style in force at the end of what came before
 */
export function linesOfPage(events: LogPage["events"], style: AnsiStyle): { lines: LogLine[]; style: AnsiStyle } {
  const lines: LogLine[] = [];
  let current = style;
  for (const event of events) {
    const at = Date.parse(event.at);
    for (const raw of event.message.replace(/\r?\n$/, "").split("\n")) {
      const plain = plainText(raw);
      lines.push({ raw, plain, at, style: current, severity: severityOf(plain) });
      current = raw.includes("\u001b") ? parseAnsi(raw, current).style : current;
    }
  }
  return { lines, style: current };
}

/** What the lines add up to when saved to a file, one newline each. */
export function byteLength(lines: readonly LogLine[]): number {
  return lines.reduce((sum, line) => sum + line.plain.length + 1, 0);
}

export const START_STYLE = PLAIN_STYLE;
