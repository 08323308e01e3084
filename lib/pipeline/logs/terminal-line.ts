import { applySgr, PLAIN_STYLE, sgrOf, type TextStyle } from "./text-style";

/** A line that a program moves the cursor to beyond its end is filled up with spaces, but not further than this. */
const WIDEST_MOVE = 512;
/** Of a longer line that was overwritten, only what follows its last carriage return is read. */
const LONGEST_OVERWRITTEN = 16_384;

// What a line may hold beside text. Every alternative of an escape is taken in one pass to its end, or to the end of the
// line when it has none, so a hostile line costs no more than its length. Control characters are what this file is about.
const ESCAPE =
  // oxlint-disable-next-line no-control-regex
  /\u001b(?:\[(?<parameters>[0-9:;<=>?]*)[ -/]*(?<final>[@-~]?)|\](?:[^\u0007\u001b]|\u001b(?!\\))*(?:\u0007|\u001b\\)?|[PX^_](?:[^\u001b]|\u001b(?!\\))*(?:\u001b\\)?|[ -/]*[0-~]?)/g;
const UNPRINTABLE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u;
const EVERY_UNPRINTABLE = new RegExp(UNPRINTABLE, "gu");
/** Moves within the line: back to its beginning or by one, to the side, to a column, erasing, deleting. */
// oxlint-disable-next-line no-control-regex
const MOVE = /\r|\u0008|\u001b\[[0-9;]*[CDGKPX]/;

export interface TerminalLine {
  /** Printable characters, tabs and SGR sequences as `sgrOf` writes them; each sets a style whole. */
  readonly text: string;
  /** In force at the end of the line: colours run on over line ends. */
  readonly style: TextStyle;
}

/**
 * What a terminal would show of one line that begins in `style`: of what was overwritten after a carriage return only the
 * last state is left; titles, links, cursor movements and every other command are gone; control characters and those
 * that turn the reading direction are made visible. Nothing that comes out can act on whoever shows it.
 */
export function readTerminalLine(line: string, style: TextStyle = PLAIN_STYLE): TerminalLine {
  const raw = lastWritten(line);
  if (style === PLAIN_STYLE && !UNPRINTABLE.test(raw)) return { text: raw, style };
  const screen = raw.length <= LONGEST_OVERWRITTEN && MOVE.test(raw) ? new OverwrittenLine() : new AppendedLine();
  let current = style;
  let from = 0;
  for (const match of raw.matchAll(ESCAPE)) {
    screen.write(raw.slice(from, match.index), current);
    from = match.index + match[0].length;
    const { parameters = "", final = "" } = match.groups ?? {};
    if (final === "m" && /^[0-9:;]*$/.test(parameters)) current = applySgr(current, parameters);
    else if (final !== "") screen.move(final, parameters);
  }
  screen.write(raw.slice(from), current);
  return { text: screen.text(), style: sgrOf(current) === sgrOf(PLAIN_STYLE) ? PLAIN_STYLE : current };
}

function lastWritten(line: string): string {
  let end = line.length;
  while (line[end - 1] === "\r") end -= 1;
  const from = end > LONGEST_OVERWRITTEN ? line.lastIndexOf("\r", end - 1) + 1 : 0;
  return line.slice(from, end);
}

/** The line without its colours: what is searched, counted and saved. @param text as `readTerminalLine` makes it */
export function plainText(text: string): string {
  return text.includes("\u001b") ? text.replace(SGR, "") : text;
}

// oxlint-disable-next-line no-control-regex
const SGR = /\u001b\[([0-9;]*)m/g;

export interface TextSpan {
  readonly text: string;
  readonly style: TextStyle;
}

/** Splits a line into stretches of one style. @param text as `readTerminalLine` makes it */
export function spansOf(text: string): TextSpan[] {
  const parts = text.split(SGR);
  let style = PLAIN_STYLE;
  return parts.flatMap((part, index) => {
    if (index % 2 === 0) return part === "" ? [] : [{ text: part, style }];
    style = applySgr(PLAIN_STYLE, part);
    return [];
  });
}

/** Control characters become their pictures; what turns the reading direction or breaks lines becomes code points. */
function visible(text: string): string {
  if (!UNPRINTABLE.test(text)) return text;
  return text.replace(EVERY_UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/** A line that is only added to. */
class AppendedLine {
  #text = "";
  #sgr = sgrOf(PLAIN_STYLE);

  write(text: string, style: TextStyle): void {
    if (text === "") return;
    const sgr = sgrOf(style);
    if (sgr !== this.#sgr) this.#text += sgr;
    this.#sgr = sgr;
    this.#text += visible(text);
  }

  move(_final: string, _parameters: string): void {}

  text(): string {
    return this.#text;
  }
}

/** A line whose characters are written over: one cell each. */
class OverwrittenLine {
  readonly #cells: { readonly character: string; readonly style: TextStyle }[] = [];
  #column = 0;

  write(text: string, style: TextStyle): void {
    for (const character of text) {
      if (character === "\r") this.#column = 0;
      else if (character === "\b") this.#column = Math.max(0, this.#column - 1);
      else this.#put(character, style);
    }
  }

  move(final: string, parameters: string): void {
    const count = Number(/^\d{1,6}/.exec(parameters)?.[0] ?? Number.NaN);
    const steps = Number.isNaN(count) ? 1 : Math.max(1, count);
    const furthest = Math.max(this.#cells.length, WIDEST_MOVE);
    if (final === "C") this.#column = Math.min(this.#column + steps, furthest);
    if (final === "D") this.#column = Math.max(0, this.#column - steps);
    if (final === "G") this.#column = Math.min(steps - 1, furthest);
    if (final === "P") this.#cells.splice(this.#column, steps);
    if (final === "X") this.#erase(this.#column, this.#column + steps);
    if (final === "K") this.#eraseLine(Number.isNaN(count) ? 0 : count);
  }

  text(): string {
    const line = new AppendedLine();
    for (const { character, style } of this.#cells) line.write(character, style);
    return line.text();
  }

  #put(character: string, style: TextStyle): void {
    while (this.#cells.length < this.#column) this.#cells.push(BLANK);
    this.#cells[this.#column] = { character, style };
    this.#column += 1;
  }

  #erase(from: number, to: number): void {
    for (let column = from; column < Math.min(to, this.#cells.length); column += 1) this.#cells[column] = BLANK;
  }

  /** 0 what follows the cursor, 1 what is before it, 2 everything. */
  #eraseLine(what: number): void {
    if (what === 0) this.#cells.length = Math.min(this.#cells.length, this.#column);
    if (what === 1) this.#erase(0, this.#column + 1);
    if (what === 2) this.#cells.length = 0;
  }
}

const BLANK = { character: " ", style: PLAIN_STYLE };
