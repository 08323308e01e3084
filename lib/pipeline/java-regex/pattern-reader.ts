import { JavaRegexError } from "./pattern-node";

const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };

/** Walks over a pattern's code points, and reads what stands for one character. */
export class PatternReader {
  readonly #pattern: readonly string[];
  #position = 0;

  constructor(pattern: string) {
    this.#pattern = Array.from(pattern);
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#pattern.length;
  }

  /** The next character, or one behind it; empty at the end. */
  peek(offset = 0): string {
    return this.#pattern[this.#position + offset] ?? "";
  }

  next(): string {
    const character = this.#pattern[this.#position];
    if (character === undefined) throw this.fault("it ends too early");
    this.#position += 1;
    return character;
  }

  /** Takes `text` when it comes next. */
  take(text: string): boolean {
    const characters = Array.from(text);
    if (!characters.every((character, offset) => this.peek(offset) === character)) return false;
    this.#position += characters.length;
    return true;
  }

  /** Everything up to `end`, which is taken as well. */
  until(end: string): string {
    let text = "";
    while (!this.take(end)) text += this.next();
    return text;
  }

  /** What follows `\Q`, up to `\E` or the end. */
  quoted(): string[] {
    const characters: string[] = [];
    while (!this.isAtEnd && !this.take("\\E")) characters.push(this.next());
    return characters;
  }

  number(): number | undefined {
    let digits = "";
    while (/^[0-9]$/.test(this.peek())) digits += this.next();
    return digits === "" ? undefined : Number(digits);
  }

  /** The character that the escape stands for, whose first letter was taken already. */
  escaped(letter: string): number {
    const control = CONTROL[letter];
    if (control !== undefined) return control;
    if (letter === "x") return this.take("{") ? this.#hex(this.until("}")) : this.#hex(this.next() + this.next());
    if (letter === "u") return this.#hex(this.next() + this.next() + this.next() + this.next());
    if (letter === "c") return codePointOf(this.next()) ^ 64;
    if (letter === "0") return this.#octal();
    if (/^[A-Za-z0-9]$/.test(letter)) throw this.fault(`\\${letter} means nothing`);
    return codePointOf(letter);
  }

  fault(why: string): JavaRegexError {
    return new JavaRegexError(`${why}, near character ${this.#position}`);
  }

  #hex(digits: string): number {
    const value = /^[0-9A-Fa-f]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
    if (!(value <= 0x10ffff)) throw this.fault(`"${digits}" is no hexadecimal number of a character`);
    return value;
  }

  #octal(): number {
    let digits = "";
    while (/^[0-7]$/.test(this.peek()) && Number.parseInt(digits + this.peek(), 8) <= 255) digits += this.next();
    if (digits === "") throw this.fault("\\0 needs an octal number");
    return Number.parseInt(digits, 8);
  }
}

export function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
