import { MAX_DEPTH, UnreadableText, type Position } from "../source-node";

/** A place in a Terraform text, and the small words around it. */
export class HclCursor {
  readonly text: string;
  index = 0;
  #depth = 0;
  readonly #lineStarts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  }

  get isAtEnd(): boolean {
    return this.index >= this.text.length;
  }

  /** Runs a part of the grammar that can hold itself. @throws UnreadableText when it does so too often */
  nested<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH * 2) throw this.refuse(`The text nests more than ${MAX_DEPTH} levels deep.`);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Moves past spaces and comments, and past line breaks where they mean nothing. */
  skip(lineBreaks: boolean): void {
    for (;;) {
      const character = this.text[this.index];
      if (character === " " || character === "\t" || character === "\r" || (lineBreaks && character === "\n")) {
        this.index += 1;
      } else if (character === "#" || this.text.startsWith("//", this.index)) {
        const end = this.text.indexOf("\n", this.index);
        this.index = end < 0 ? this.text.length : end;
      } else if (this.text.startsWith("/*", this.index)) {
        const end = this.text.indexOf("*/", this.index);
        if (end < 0) throw this.refuse("A comment does not end. Close it with */.");
        this.index = end + 2;
      } else return;
    }
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.index);
  }

  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.index += text.length;
    return true;
  }

  /** Moves past what a sticky pattern matches here, and gives it back; empty when it does not. */
  match(pattern: RegExp): string {
    pattern.lastIndex = this.index;
    const [found = ""] = pattern.exec(this.text) ?? [];
    this.index += found.length;
    return found;
  }

  expect(text: string, what: string): void {
    if (!this.take(text)) throw this.unexpected(what);
  }

  unexpected(expected: string): UnreadableText {
    const found = this.text[this.index];
    const what = found === undefined ? "the text ends" : `there is ${JSON.stringify(found)}`;
    return this.refuse(`Expected ${expected}, but ${what}.`);
  }

  refuse(message: string): UnreadableText {
    return new UnreadableText(message, this.position());
  }

  /** What was written from a place up to here. */
  since(start: number): string {
    return this.text.slice(start, this.index);
  }

  position(index = this.index): Position {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: index - (this.#lineStarts[low] ?? 0) + 1 };
  }
}
