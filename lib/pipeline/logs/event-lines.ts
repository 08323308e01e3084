import { readTerminalLine } from "./terminal-line";
import { PLAIN_STYLE, type TextStyle } from "./text-style";

/** Cuts events of one log, in their order, into the lines that are shown. */
export class EventLineReader {
  #style: TextStyle = PLAIN_STYLE;

  /** An event may hold several lines; the line break that ends it makes no empty one. Each is as `readTerminalLine` has it. */
  linesOf(message: string): string[] {
    return message
      .replace(/\r?\n$/, "")
      .split("\n")
      .map((raw) => {
        const { text, style } = readTerminalLine(raw, this.#style);
        this.#style = style;
        return text;
      });
  }
}
