import { MAX_DEPTH, UnreadableText, type Position, type SourceNode } from "./source-node";

const SPACE = /[ \t\r\n]*/y;
const WORD = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

/**
 * Reads JSON in one pass, with the place of every value. Unlike JSON.parse it refuses a member that is there twice,
 * and keeps numbers as they were written.
 * @throws UnreadableText
 */
export function readJson(text: string): SourceNode {
  const reader = new JsonReader(text);
  const node = reader.value(0);
  reader.end();
  return node;
}

class JsonReader {
  readonly #text: string;
  #index = 0;
  /** Line and column are counted forward from the last place asked for. */
  #counted: { index: number; line: number; lineStart: number } = { index: 0, line: 1, lineStart: 0 };

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): SourceNode {
    this.#skip(SPACE);
    const position = this.#position();
    if (depth > MAX_DEPTH) throw new UnreadableText(`The text nests more than ${MAX_DEPTH} levels deep.`, position);
    if (this.#take("{")) return { kind: "map", entries: this.#members(depth), position };
    if (this.#take("[")) return { kind: "list", items: this.#items(depth), position };
    if (this.#text[this.#index] === '"') return { kind: "text", text: this.#string(), isQuoted: true, position };
    const word = this.#skip(WORD);
    if (word === "") throw this.#unexpected("a value");
    return { kind: "text", text: word, isQuoted: false, position };
  }

  end(): void {
    this.#skip(SPACE);
    if (this.#index < this.#text.length) throw this.#unexpected("the end of the text");
  }

  #members(depth: number): ReadonlyMap<string, SourceNode> {
    const entries = new Map<string, SourceNode>();
    this.#skip(SPACE);
    if (this.#take("}")) return entries;
    do {
      this.#skip(SPACE);
      const position = this.#position();
      if (this.#text[this.#index] !== '"') throw this.#unexpected("a member's name in quotes");
      const name = this.#string();
      if (entries.has(name)) throw new UnreadableText(`The member ${name} is there twice. Keep one.`, position);
      this.#skip(SPACE);
      if (!this.#take(":")) throw this.#unexpected(`a colon after "${name}"`);
      entries.set(name, this.value(depth + 1));
      this.#skip(SPACE);
    } while (this.#take(","));
    if (!this.#take("}")) throw this.#unexpected("a comma or }");
    return entries;
  }

  #items(depth: number): readonly SourceNode[] {
    const items: SourceNode[] = [];
    this.#skip(SPACE);
    if (this.#take("]")) return items;
    do {
      items.push(this.value(depth + 1));
      this.#skip(SPACE);
    } while (this.#take(","));
    if (!this.#take("]")) throw this.#unexpected("a comma or ]");
    return items;
  }

  #string(): string {
    const position = this.#position();
    const start = this.#index;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === "\\" ? 2 : 1;
    this.#index = end + 1;
    try {
      return String(JSON.parse(this.#text.slice(start, this.#index)));
    } catch (cause) {
      const message = "A text in quotes does not end, or holds a line break or an unknown escape.";
      throw new UnreadableText(message, position, { cause });
    }
  }

  #take(character: string): boolean {
    if (this.#text[this.#index] !== character) return false;
    this.#index += 1;
    return true;
  }

  /** Moves past what a sticky pattern matches here, and gives it back. */
  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#index;
    const [match = ""] = pattern.exec(this.#text) ?? [];
    this.#index += match.length;
    return match;
  }

  #unexpected(expected: string): UnreadableText {
    const found = this.#text[this.#index];
    const what = found === undefined ? "the text ends" : `there is ${JSON.stringify(found)}`;
    return new UnreadableText(`Expected ${expected}, but ${what}.`, this.#position());
  }

  #position(): Position {
    let { index, line, lineStart } = this.#counted;
    for (; index < this.#index; index += 1) {
      if (this.#text[index] !== "\n") continue;
      line += 1;
      lineStart = index + 1;
    }
    this.#counted = { index, line, lineStart };
    return { line, column: this.#index - lineStart + 1 };
  }
}
