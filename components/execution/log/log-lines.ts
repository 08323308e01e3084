import type { LogPage } from "@/lib/contracts/log-page";
import { severityOf, type Severity } from "@/lib/pipeline/logs/severity";
import { plainText, readTerminalLine } from "@/lib/pipeline/logs/terminal-line";
import { PLAIN_STYLE, type TextStyle } from "@/lib/pipeline/logs/text-style";

/** One line of a log. */
export interface LogLine {
  /** With its colours, as `readTerminalLine` makes it. */
  readonly text: string;
  readonly plain: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly severity: Severity | null;
}

/**
 * The lines of a page, to be put after those before it. An event may hold several lines; the newline that ends it
 * makes no empty one.
 * @param style the style in force at the end of what came before
 */
export function linesOfPage(events: LogPage["events"], style: TextStyle): { lines: LogLine[]; style: TextStyle } {
  const lines: LogLine[] = [];
  let current = style;
  for (const event of events) {
    const at = Date.parse(event.at);
    for (const raw of event.message.replace(/\r?\n$/, "").split("\n")) {
      const line = readTerminalLine(raw, current);
      const plain = plainText(line.text);
      lines.push({ text: line.text, plain, at, severity: severityOf(plain) });
      current = line.style;
    }
  }
  return { lines, style: current };
}

/** What the lines add up to when saved to a file, one newline each. */
export function byteLength(lines: readonly LogLine[]): number {
  return lines.reduce((sum, line) => sum + line.plain.length + 1, 0);
}

export const START_STYLE = PLAIN_STYLE;
