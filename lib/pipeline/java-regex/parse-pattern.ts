import { isLineEnd, isWordCharacter, not, sameCodePoint } from "./code-point-classes";
import { parseClass, parseEscapedClass } from "./parse-class";
import type { PatternNode, PlaceTest } from "./pattern-node";
import { codePointOf, PatternReader } from "./pattern-reader";

/** Groups within groups beyond this are refused: reading them recurses. */
const MAX_DEPTH = 200;

interface Flags {
  readonly ignoresCase: boolean;
  readonly dotTakesAll: boolean;
  readonly multiline: boolean;
  readonly comments: boolean;
}

/**
 * Reads a regular expression as `java.util.regex.Pattern` does.
 * @throws JavaRegexError for what is none, and for `\X`, `\N` and blocks such as `\p{InGreek}`
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
export function parsePattern(pattern: string): { readonly root: PatternNode; readonly hasReferences: boolean } {
  const parser = new Parser(pattern);
  return { root: parser.parse(), hasReferences: parser.hasReferences };
}

class Parser {
  readonly #reader: PatternReader;
  readonly #names = new Map<string, number>();
  #flags: Flags = { ignoresCase: false, dotTakesAll: false, multiline: false, comments: false };
  #groups = 0;
  #depth = 0;
  hasReferences = false;

  constructor(pattern: string) {
    this.#reader = new PatternReader(pattern);
  }

  parse(): PatternNode {
    const root = this.#either();
    if (!this.#reader.isAtEnd) throw this.#reader.fault("a ) closes nothing");
    return root;
  }

  #either(): PatternNode {
    const options = [this.#sequence()];
    while (this.#reader.take("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] ?? { kind: "sequence", parts: [] }) : { kind: "either", options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.#reader.isAtEnd && this.#reader.peek() !== "|" && this.#reader.peek() !== ")") {
      if (this.#flags.comments && this.#skipComment()) continue;
      if (this.#reader.take("\\Q")) {
        // A quantifier behind a quotation counts for its last character only.
        const characters = this.#reader.quoted().map((character) => this.#literal(codePointOf(character)));
        const last = characters.pop();
        parts.push(...characters, ...(last ? [this.#quantified(last)] : []));
        continue;
      }
      const atom = this.#atom();
      if (atom) parts.push(this.#quantified(atom));
    }
    return { kind: "sequence", parts };
  }

  #skipComment(): boolean {
    if (/^[ \t\n\v\f\r]$/.test(this.#reader.peek())) this.#reader.next();
    else if (this.#reader.peek() !== "#") return false;
    else while (!this.#reader.isAtEnd && this.#reader.next() !== "\n");
    return true;
  }

  /** @returns null for flags that hold from here on, such as `(?i)` */
  #atom(): PatternNode | null {
    const character = this.#reader.next();
    switch (character) {
      case "(":
        return this.#group();
      case "[":
        return { kind: "one", test: parseClass(this.#reader, this.#flags.ignoresCase) };
      case ".":
        return { kind: "one", test: this.#flags.dotTakesAll ? () => true : not(isLineEnd) };
      case "^":
        return { kind: "place", test: this.#flags.multiline ? isLineStart : isStart };
      case "$":
        return { kind: "place", test: this.#flags.multiline ? isBeforeLineEnd : isBeforeLastLineEnd };
      case "\\":
        return this.#escape();
      case "*":
      case "+":
      case "?":
      case "{":
        throw this.#reader.fault(`${character} repeats nothing`);
      default:
        return this.#literal(codePointOf(character));
    }
  }

  #literal(codePoint: number): PatternNode {
    return { kind: "one", test: sameCodePoint(codePoint, this.#flags.ignoresCase) };
  }

  #escape(): PatternNode {
    const characters = parseEscapedClass(this.#reader);
    if (characters) return { kind: "one", test: characters };
    const letter = this.#reader.next();
    const place = PLACES[letter];
    if (place) return { kind: "place", test: place };
    if (letter === "R") return LINE_BREAK;
    if (letter === "k") {
      if (!this.#reader.take("<")) throw this.#reader.fault("\\k needs the name of a group in < >");
      const name = this.#reader.until(">");
      const group = this.#names.get(name);
      if (group === undefined) throw this.#reader.fault(`there is no group <${name}> before`);
      return this.#same(group);
    }
    if (/^[1-9]$/.test(letter)) return this.#numbered(Number(letter));
    return this.#literal(this.#reader.escaped(letter));
  }

  /** Further digits belong to the number as long as there are that many groups. */
  #numbered(first: number): PatternNode {
    let group = first;
    while (/^[0-9]$/.test(this.#reader.peek()) && group * 10 + Number(this.#reader.peek()) <= this.#groups) {
      group = group * 10 + Number(this.#reader.next());
    }
    return this.#same(group);
  }

  #same(group: number): PatternNode {
    this.hasReferences = true;
    return { kind: "same", group, ignoresCase: this.#flags.ignoresCase };
  }

  #group(): PatternNode | null {
    const take = (text: string): boolean => this.#reader.take(text);
    if (take("?:")) return this.#inside((body) => body);
    if (take("?=")) return this.#inside((body) => ({ kind: "look", body, ahead: true, negated: false }));
    if (take("?!")) return this.#inside((body) => ({ kind: "look", body, ahead: true, negated: true }));
    if (take("?<=")) return this.#inside((body) => ({ kind: "look", body, ahead: false, negated: false }));
    if (take("?<!")) return this.#inside((body) => ({ kind: "look", body, ahead: false, negated: true }));
    if (take("?>")) return this.#inside((body) => ({ kind: "atomic", body }));
    if (take("?<")) {
      const name = this.#reader.until(">");
      if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name) || this.#names.has(name)) {
        throw this.#reader.fault(`<${name}> cannot name a group`);
      }
      this.#names.set(name, this.#groups + 1);
      return this.#capture();
    }
    return take("?") ? this.#flagged() : this.#capture();
  }

  #capture(): PatternNode {
    this.#groups += 1;
    const index = this.#groups;
    return this.#inside((body) => ({ kind: "group", body, index }));
  }

  /** `(?i)` holds up to the end of the group around it, `(?i:…)` inside itself. */
  #flagged(): PatternNode | null {
    const before = this.#flags;
    let isOn = true;
    for (let letter = this.#reader.next(); letter !== ":"; letter = this.#reader.next()) {
      if (letter === ")") return null;
      if (letter === "-") isOn = false;
      else this.#setFlag(letter, isOn);
    }
    const inner = this.#flags;
    this.#flags = before;
    return this.#inside((body) => body, inner);
  }

  #setFlag(letter: string, on: boolean): void {
    const changed = FLAGS[letter];
    if (changed === undefined) throw this.#reader.fault(`(?${letter}) is no flag`);
    if (changed !== null) this.#flags = { ...this.#flags, [changed]: on };
  }

  /** Up to the closing parenthesis. Flags set inside end with it. */
  #inside(make: (body: PatternNode) => PatternNode, flags: Flags = this.#flags): PatternNode {
    const outer = this.#flags;
    this.#flags = flags;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#reader.fault("groups are nested too deep");
    const body = this.#either();
    if (!this.#reader.take(")")) throw this.#reader.fault("a group is not closed");
    this.#depth -= 1;
    this.#flags = outer;
    return make(body);
  }

  #quantified(body: PatternNode): PatternNode {
    let node = body;
    for (let bounds = this.#bounds(); bounds; bounds = this.#bounds()) {
      const greed = this.#reader.take("?") ? "lazy" : this.#reader.take("+") ? "possessive" : "greedy";
      node = { kind: "repeat", body: node, ...bounds, greed };
    }
    return node;
  }

  #bounds(): { readonly min: number; readonly max: number } | null {
    if (this.#reader.take("*")) return { min: 0, max: Infinity };
    if (this.#reader.take("+")) return { min: 1, max: Infinity };
    if (this.#reader.take("?")) return { min: 0, max: 1 };
    if (!this.#reader.take("{")) return null;
    const min = this.#reader.number();
    const isOpen = this.#reader.take(",");
    const max = isOpen ? (this.#reader.number() ?? Infinity) : min;
    if (min === undefined || max === undefined || max < min || !this.#reader.take("}")) {
      throw this.#reader.fault("{ } is not a number of repetitions");
    }
    return { min, max };
  }
}

/** `u`, `d` and `U` change what Unicode means, which is always on or off here. */
const FLAGS: Readonly<Record<string, keyof Flags | null>> = {
  i: "ignoresCase",
  s: "dotTakesAll",
  m: "multiline",
  x: "comments",
  u: null,
  d: null,
  U: null,
};

const isStart: PlaceTest = (_text, position) => position === 0;
const isEnd: PlaceTest = (text, position) => position === text.length;
const isLineStart: PlaceTest = (text, position) =>
  position === 0 || (position < text.length && isLineEnd(text[position - 1] ?? 0));
const isBeforeLineEnd: PlaceTest = (text, position) => position === text.length || isLineEnd(text[position] ?? 0);
const isBeforeLastLineEnd: PlaceTest = (text, position) => {
  const rest = text.slice(position, position + 3);
  return (
    rest.length === 0 ||
    (rest.length === 1 && isLineEnd(rest[0] ?? 0)) ||
    (rest.length === 2 && rest[0] === 13 && rest[1] === 10)
  );
};
const isWordBoundary: PlaceTest = (text, position) => {
  const isWord = (at: number): boolean => at >= 0 && at < text.length && isWordCharacter(text[at] ?? 0);
  return isWord(position - 1) !== isWord(position);
};

const PLACES: Readonly<Record<string, PlaceTest>> = {
  A: isStart,
  G: isStart,
  z: isEnd,
  Z: isBeforeLastLineEnd,
  b: isWordBoundary,
  B: (text, position) => !isWordBoundary(text, position),
};

/** `\R`. */
const LINE_BREAK: PatternNode = {
  kind: "either",
  options: [
    {
      kind: "sequence",
      parts: [
        { kind: "one", test: (codePoint) => codePoint === 13 },
        { kind: "one", test: (codePoint) => codePoint === 10 },
      ],
    },
    { kind: "one", test: (codePoint) => isLineEnd(codePoint) || codePoint === 11 || codePoint === 12 },
  ],
};
