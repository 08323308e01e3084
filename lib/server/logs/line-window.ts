import "server-only";
import type { LogLine } from "@/lib/contracts/log";
import { plainText } from "@/lib/pipeline/logs/terminal-line";
import { iso } from "@/lib/server/iso";
import type { CopiedLine } from "./log-text";

/** More of a line than this is not sent unasked. Characters, without colours. */
export const LINE_WINDOW = 4_000;
/** Before the place that a window is about. */
const LEAD = 500;

/** A line as it is sent: whole, or a window of it around a column, in which it has no colours. */
export function lineWindow({ at, text }: CopiedLine, column = 0): LogLine {
  if (text.length <= LINE_WINDOW) return { at: iso(at), text };
  const plain = plainText(text);
  if (plain.length <= LINE_WINDOW && text.length <= 4 * LINE_WINDOW) return { at: iso(at), text };
  const from = wholeCharacter(plain, Math.max(0, Math.min(column - LEAD, plain.length - LINE_WINDOW)));
  const window = plain.slice(from, wholeCharacter(plain, from + LINE_WINDOW));
  return { at: iso(at), text: window, cut: { length: plain.length, from } };
}

/** Not between the halves of a character that takes two. */
function wholeCharacter(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return index > 0 && code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}
