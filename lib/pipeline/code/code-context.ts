import type { IssuePath } from "../validation/issue";
import type { CodeLanguage } from "./code-language";

/** What is being written at a place of a text that need not be complete. */
export interface CodeContext {
  /** Leads to the map whose member is being named, or to the value that is being written. */
  readonly path: IssuePath;
  readonly part: "name" | "value";
  /** What stands there up to the place asked about, without its opening quote. */
  readonly word: string;
  readonly from: number;
  /** For each part of the path, where the value it leads to begins, as far as that is known; else -1. */
  readonly starts: readonly number[];
}

/** One beginning of structure in a line: the dash of an item, or the name of a member. */
interface Mark {
  readonly column: number;
  /** In the whole text. */
  readonly offset: number;
  readonly name: string | null;
}

const MEMBER = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s:#,[\]{}"'][^:#,[\]{}]*?))\s*:(?:\s|$)/;

/** Works out where a place is by how lines are set in, or in JSON by brackets; half-written text is no obstacle. */
export function codeContextAt(text: string, offset: number, language: CodeLanguage): CodeContext {
  if (language === "json") return flowContext({ text, start: 0, offset, path: [], starts: [] });
  const lineStart = lineStartAt(text, offset);
  const line = text.slice(lineStart, offset);
  const { marks, rest } = marksOf(line, lineStart);
  const last = marks.at(-1);
  const { path, starts } = ancestorsOf(text.slice(0, lineStart), marks, rest.column);
  if (last === undefined || last.name === null) {
    const word = unquoted(rest.text);
    return { path, starts, part: "name", word, from: offset - word.length };
  }
  if (/^[[{]/.test(rest.text)) return flowContext({ text, start: lineStart + rest.column, offset, path, starts });
  const word = unquoted(rest.text);
  return { path, starts, part: "value", word, from: offset - word.length };
}

/** Dashes and the name at the beginning of a line, and what follows them. */
function marksOf(
  line: string,
  start: number,
): { readonly marks: readonly Mark[]; readonly rest: { column: number; text: string } } {
  const marks: Mark[] = [];
  let column = /^ */.exec(line)?.[0].length ?? 0;
  for (let dash = /^- */.exec(line.slice(column)); dash && /^-(?: |$)/.test(line.slice(column));) {
    marks.push({ column, offset: start + column, name: null });
    column += dash[0].length;
    dash = /^- */.exec(line.slice(column));
  }
  const member = MEMBER.exec(line.slice(column));
  if (!member) return { marks, rest: { column, text: line.slice(column) } };
  marks.push({ column, offset: start + column, name: member[1] ?? member[2] ?? member[3] ?? "" });
  column += member[0].length;
  column += /^\s*/.exec(line.slice(column))?.[0].length ?? 0;
  return { marks, rest: { column, text: line.slice(column) } };
}

/** The path that leads to the end of a line, through the lines above that stand further out. */
function ancestorsOf(above: string, marks: readonly Mark[], column: number): Pick<CodeContext, "path" | "starts"> {
  const last = marks.at(-1);
  const walk = new Ancestors(last?.name ? Number.POSITIVE_INFINITY : column);
  marks.toReversed().forEach((mark) => walk.take(mark));
  for (let end = above.length - 1; end >= 0 && !walk.isDone();) {
    const start = lineStartAt(above, end);
    const line = above.slice(start, end);
    if (!/^\s*(?:#|$)/.test(line)) {
      for (const mark of marksOf(line, start).marks.toReversed()) walk.take(mark);
    }
    end = start - 1;
  }
  return walk.found();
}

/** Takes marks from the inside out, and keeps those that hold what was taken before. */
class Ancestors {
  readonly #path: (string | number)[] = [];
  readonly #starts: number[] = [];
  #outer: number;
  /** The list whose dashes are being counted: all at one column, up to the name that holds them. */
  #list: { readonly column: number; readonly offset: number } | null = null;
  #index = 0;

  constructor(column: number) {
    this.#outer = column;
  }

  take(mark: Mark): void {
    const { column, name, offset } = mark;
    if (this.#list !== null && name === null && column === this.#list.column) this.#index += 1;
    // A list may stand right below the name that holds it.
    const holds = this.#list === null ? column < this.#outer : column <= this.#list.column && name !== null;
    if (!holds) return;
    this.#endList();
    this.#outer = column;
    if (name === null) this.#list = { column, offset };
    else this.#add(name, -1);
  }

  isDone(): boolean {
    return this.#outer === 0 && this.#list === null;
  }

  found(): Pick<CodeContext, "path" | "starts"> {
    this.#endList();
    return { path: this.#path, starts: this.#starts };
  }

  #endList(): void {
    if (this.#list !== null) this.#add(this.#index, this.#list.offset);
    this.#list = null;
    this.#index = 0;
  }

  #add(part: string | number, start: number): void {
    this.#path.unshift(part);
    this.#starts.unshift(start);
  }
}

interface FlowStart {
  readonly text: string;
  readonly start: number;
  readonly offset: number;
  readonly path: IssuePath;
  readonly starts: readonly number[];
}

/** Follows brackets, commas and colons from where they begin. */
function flowContext({ text, start, offset, path, starts }: FlowStart): CodeContext {
  const open: { readonly isList: boolean; readonly at: number; member: string | number; isNamed: boolean }[] = [];
  let word = "";
  let from = start;
  for (let at = start; at < offset; at += 1) {
    const character = text[at] ?? "";
    const top = open.at(-1);
    if (character === '"' || character === "'") {
      const end = endOfQuoted(text, at, offset);
      word = text.slice(at + 1, end);
      from = at + 1;
      at = end;
    } else if (character === "{" || character === "[") {
      open.push({ isList: character === "[", at, member: character === "[" ? 0 : "", isNamed: false });
      word = "";
    } else if (character === "}" || character === "]") {
      open.pop();
      word = "";
    } else if (character === ":" && top && !top.isList && !top.isNamed) {
      top.member = word.trim();
      top.isNamed = true;
      word = "";
    } else if (character === "," && top) {
      if (typeof top.member === "number") top.member += 1;
      top.isNamed = false;
      word = "";
    } else if (word !== "" || !/\s/.test(character)) {
      if (word === "") from = at;
      word += character;
    }
  }
  const top = open.at(-1);
  const isName = top !== undefined && !top.isList && !top.isNamed;
  const inner = isName ? open.slice(0, -1) : open;
  return {
    path: [...path, ...inner.map(({ member }) => member)],
    starts: [...starts, ...inner.map((_, depth) => open[depth + 1]?.at ?? -1)],
    part: isName ? "name" : "value",
    word,
    from: word === "" ? offset : from,
  };
}

function endOfQuoted(text: string, start: number, offset: number): number {
  let end = start + 1;
  while (end < offset && text[end] !== text[start]) end += text[end] === "\\" ? 2 : 1;
  return Math.min(end, offset);
}

function unquoted(text: string): string {
  return text.replace(/^["']/, "");
}

/** The text of the action or rule that holds a place, complete or not; empty outside of one. */
export function holderOf(text: string, { path, starts }: CodeContext): string {
  const depth = path.findLastIndex(
    (part, at) => typeof part === "number" && (path[at - 1] === "actions" || path[at - 1] === "rules"),
  );
  const start = starts[depth] ?? -1;
  if (start === -1) return "";
  return text[start] === "-" ? blockFrom(text, start) : bracketsFrom(text, start);
}

/** From a dash up to the next line that does not stand further in. */
function blockFrom(text: string, dash: number): string {
  const column = dash - lineStartAt(text, dash);
  const end = new RegExp(`\\n {0,${column}}[^\\s#]`).exec(text.slice(dash));
  return end ? text.slice(dash, dash + end.index) : text.slice(dash);
}

function bracketsFrom(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === '"') at = endOfQuoted(text, at, text.length);
    if (character === "{" || character === "[") depth += 1;
    if (character === "}" || character === "]") depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  return text.slice(start);
}

/** A search that began before the text would find its first sign. */
function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}
