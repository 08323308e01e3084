/** Longer lines are cut, so that one endless line can neither fill memory nor break the log store. */
export const LONGEST_LINE = 16_384;

/**
 * Cuts text that arrives in pieces into lines as a terminal would show them: `\r\n` ends a line, and of a line drawn
 * over and over with `\r` (a progress bar) only the last drawing counts.
 */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) this.#emit(line);
    this.#rest = this.#shorten(last);
  }

  /** Ends a line that has no line break of its own. */
  end(): void {
    const rest = this.#rest;
    this.#rest = "";
    if (rest !== "") this.#emit(rest);
  }

  #emit(line: string): void {
    const whole = visible(line);
    const rest = this.#cut(whole);
    if (rest !== "" || whole === "") this.#onLine(rest);
  }

  #shorten(unfinished: string): string {
    const ending = unfinished.endsWith("\r") ? "\r" : "";
    return this.#cut(visible(unfinished)) + ending;
  }

  /** Hands out full pieces of a long line and returns what remains. */
  #cut(line: string): string {
    let from = 0;
    while (line.length - from > LONGEST_LINE) {
      const splitsPair = isHighSurrogate(line.charCodeAt(from + LONGEST_LINE - 1));
      const until = from + LONGEST_LINE - (splitsPair ? 1 : 0);
      this.#onLine(line.slice(from, until));
      from = until;
    }
    return line.slice(from);
  }
}

function visible(line: string): string {
  const end = line.endsWith("\r") ? line.replace(/\r+$/, "") : line;
  return end.slice(end.lastIndexOf("\r") + 1);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
