import { javaRegexMatcher } from "@/lib/pipeline/java-regex/matches-java-regex";
import { JavaRegexError } from "@/lib/pipeline/java-regex/pattern-node";
import {
  SIGN_OPERATORS,
  WORD_OPERATORS,
  type FilterOperator,
  type FilterPath,
  type JsonFilter,
  type JsonOperand,
  type JsonPath,
  type JsonPathStep,
  type Selector,
} from "./json-path";

/**
 * Reads a JSONPath: names (`$.a`, `$['a','b']`), indexes and slices (`[0]`, `[-1]`, `[1:3]`), wildcards (`*`), descent
 * (`..`), filters (`[?(@.a == 'x' && !@.b)]`) and `length()`.
 * @returns null for what is no path, or uses what is not understood
 */
export function parseJsonPath(text: string): JsonPath | null {
  if (!text.startsWith("$")) return null;
  const reader = new PathReader(text.slice(1));
  try {
    const path = reader.steps(NAME);
    return reader.isAtEnd ? path : null;
  } catch (error) {
    if (error instanceof NoPath || error instanceof JavaRegexError) return null;
    throw error;
  }
}

class NoPath extends Error {}

const NAME = /[^.[\]'"\s()?@]+/y;
/** In a filter a name ends where an operator begins. */
const NAME_IN_FILTER = /[^.[\]'"\s()?@=!<>&|,~]+/y;
const QUOTED = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const NUMBER = /-?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,3})?(?![\w.])/y;

class PathReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** All steps from here on, up to what is none. */
  steps(name: RegExp): JsonPath {
    const steps: JsonPathStep[] = [];
    for (let step = this.#step(name); step; step = this.#step(name)) steps.push(step);
    return steps;
  }

  #step(name: RegExp): JsonPathStep | null {
    const dots = this.#take(/\.{0,2}/y)?.[0] ?? "";
    const descends = dots === "..";
    if (this.#take(/\[\s*/y)) return { descends, selector: this.#bracket() };
    if (dots === "") return null;
    if (this.#take(/(?:length|size)\(\)/y)) return { descends, selector: { type: "length" } };
    const found = this.#take(name)?.[0] ?? fail();
    return { descends, selector: found === "*" ? { type: "all" } : { type: "names", names: [found] } };
  }

  #bracket(): Selector {
    const selector = this.#selector();
    this.#expect(/\s*\]/y);
    return selector;
  }

  #selector(): Selector {
    if (this.#take(/\*/y)) return { type: "all" };
    if (this.#take(/\?\s*\(/y)) {
      const filter = this.#either();
      this.#expect(/\s*\)/y);
      return { type: "filter", filter };
    }
    const [slice, from = "", to = ""] = this.#take(/(-?\d{1,9})?:(-?\d{1,9})?/y) ?? [];
    if (slice !== undefined) {
      return { type: "slice", from: from === "" ? null : Number(from), to: to === "" ? null : Number(to) };
    }
    const name = this.#quoted();
    if (name !== null) return { type: "names", names: this.#more(name, () => this.#quoted() ?? fail()) };
    const index = () => Number(this.#take(/-?\d{1,9}/y)?.[0] ?? fail());
    return { type: "indexes", indexes: this.#more(index(), index) };
  }

  #either(): JsonFilter {
    const filters = this.#joined(/\s*\|\|/y, () => this.#both());
    return filters.length === 1 && filters[0] ? filters[0] : { type: "either", filters };
  }

  #both(): JsonFilter {
    const filters = this.#joined(/\s*&&/y, () => this.#condition());
    return filters.length === 1 && filters[0] ? filters[0] : { type: "both", filters };
  }

  #condition(): JsonFilter {
    if (this.#take(/\s*!(?!=)/y)) return { type: "not", filter: this.#condition() };
    if (this.#take(/\s*\(/y)) {
      const filter = this.#either();
      this.#expect(/\s*\)/y);
      return filter;
    }
    return this.#comparison();
  }

  #comparison(): JsonFilter {
    const left = this.#operand();
    this.#take(/\s*/y);
    if (this.#take(/=~\s*/y)) return { type: "matches", operand: left, pattern: this.#pattern() };
    const operator = this.#operator();
    if (operator !== null) return { type: "compare", left, operator, right: this.#operand() };
    return left.type === "path" ? { type: "exists", path: left.path } : fail();
  }

  #operator(): FilterOperator | null {
    const sign = SIGN_OPERATORS.find((operator) => this.#text.startsWith(operator, this.#at));
    if (sign !== undefined) {
      this.#at += sign.length;
      return sign;
    }
    const word = this.#take(/[A-Za-z]+(?!\w)/y)?.[0].toLowerCase();
    if (word === undefined) return null;
    return WORD_OPERATORS.find((operator) => operator === word) ?? fail();
  }

  #pattern(): (text: string) => boolean {
    const [, pattern, flags] = this.#take(/\/((?:[^/\\]|\\.)*)\/([a-zA-Z]*)/y) ?? fail();
    return javaRegexMatcher(flags ? `(?${flags})${pattern ?? ""}` : (pattern ?? ""));
  }

  #operand(): JsonOperand {
    this.#take(/\s*/y);
    const path = this.#filterPath();
    return path ? { type: "path", path } : { type: "value", value: this.#value() };
  }

  #filterPath(): FilterPath | null {
    const from = this.#take(/[@$]/y)?.[0];
    return from === "@" || from === "$" ? { from, steps: this.steps(NAME_IN_FILTER) } : null;
  }

  #value(): unknown {
    const text = this.#quoted();
    if (text !== null) return text;
    const number = this.#take(NUMBER)?.[0];
    if (number !== undefined) return Number(number);
    if (!this.#take(/\[\s*/y)) return WORDS.get(this.#take(/(?:true|false|null)(?!\w)/y)?.[0] ?? fail());
    if (this.#take(/\]/y)) return [];
    const items = this.#more(this.#value(), () => this.#value());
    this.#expect(/\s*\]/y);
    return items;
  }

  #quoted(): string | null {
    const found = this.#take(QUOTED);
    return found && (found[1] ?? found[2] ?? "").replace(/\\(.)/g, "$1");
  }

  #more<Item>(first: Item, read: () => Item): Item[] {
    const items = [first];
    while (this.#take(/\s*,\s*/y)) items.push(read());
    return items;
  }

  #joined(separator: RegExp, read: () => JsonFilter): JsonFilter[] {
    const filters = [read()];
    while (this.#take(separator)) filters.push(read());
    return filters;
  }

  #expect(pattern: RegExp): void {
    if (!this.#take(pattern)) fail();
  }

  /** @param pattern sticky */
  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }
}

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function fail(): never {
  throw new NoPath();
}
