import type { HclExpression, TemplatePart } from "./hcl";
import type { HclCursor } from "./hcl-cursor";
import type { ExpressionParser } from "./parse-expression";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Reads quoted texts and heredocs with what they interpolate. */
export class TemplateParser {
  readonly #cursor: HclCursor;
  readonly #expressions: ExpressionParser;

  constructor(cursor: HclCursor, expressions: ExpressionParser) {
    this.#cursor = cursor;
    this.#expressions = expressions;
  }

  quoted(): HclExpression {
    const start = this.#cursor.index;
    this.#cursor.index += 1;
    const parts = this.#parts(() => this.#cursor.take('"'), true);
    return this.#place(start, parts);
  }

  /** `<<EOT` up to a line that is the word alone; `<<-EOT` takes the common indentation away. */
  heredoc(): HclExpression {
    const start = this.#cursor.index;
    const opening = this.#cursor.match(/<<-?[\p{L}_][\p{L}\p{N}_-]*[ \t\r]*\n/uy);
    const word = opening.replace(/^<<-?/, "").trim();
    if (word === "") throw this.#cursor.unexpected("a word that ends the text, as in <<EOT");
    const close = new RegExp(`[ \\t]*${word}[ \\t\\r]*(?=\\n|$|\\))`, "y");
    let isLineStart = true;
    const parts = this.#parts(() => {
      const isClosed = isLineStart && this.#cursor.match(close) !== "";
      isLineStart = this.#cursor.text[this.#cursor.index] === "\n";
      return isClosed;
    }, false);
    return this.#place(start, opening.startsWith("<<-") ? withoutIndentation(parts) : parts);
  }

  /** The whole text as a template, as strings of Terraform's JSON syntax are. */
  whole(): HclExpression {
    const parts = this.#parts(() => this.#cursor.isAtEnd, false);
    return this.#place(0, parts);
  }

  #place(start: number, parts: readonly TemplatePart[]): HclExpression {
    const texts = parts.filter((part) => part.kind === "text");
    if (texts.length < parts.length) return this.#expressions.place(start, { kind: "template", parts });
    const text = texts.map((part) => part.text).join("");
    return this.#expressions.place(start, { kind: "literal", text, isQuoted: true });
  }

  #parts(isEnd: () => boolean, isQuoted: boolean): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    let text = "";
    const finish = (): void => {
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
    };
    while (!isEnd()) {
      if (this.#cursor.isAtEnd || (isQuoted && this.#cursor.startsWith("\n"))) {
        throw this.#cursor.refuse(
          "A text does not end. Close its quotes, or end it with its word on a line of its own.",
        );
      }
      if (this.#cursor.startsWith("$${") || this.#cursor.startsWith("%%{")) {
        text += this.#cursor.text.slice(this.#cursor.index + 1, this.#cursor.index + 3);
        this.#cursor.index += 3;
      } else if (this.#cursor.startsWith("${")) {
        finish();
        parts.push({ kind: "interpolation", expression: this.#interpolation() });
      } else if (this.#cursor.startsWith("%{")) {
        finish();
        parts.push({ kind: "directive", text: this.#directive() });
      } else text += isQuoted ? this.#character() : this.#plainCharacter();
    }
    finish();
    return parts;
  }

  #interpolation(): HclExpression {
    this.#cursor.index += 2;
    this.#cursor.take("~");
    const expression = this.#expressions.expression(true);
    this.#cursor.skip(true);
    this.#cursor.take("~");
    this.#cursor.expect("}", "a brace that closes ${");
    return expression;
  }

  /** `%{ if x == "}" }`, whatever stands between its braces. */
  #directive(): string {
    const start = this.#cursor.index;
    this.#cursor.index += 2;
    for (let depth = 1; depth > 0;) {
      if (this.#cursor.isAtEnd) throw this.#cursor.refuse("A directive does not end. Close it with }.");
      if (this.#cursor.startsWith('"')) {
        this.quoted();
        continue;
      }
      const character = this.#plainCharacter();
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
    }
    return this.#cursor.since(start);
  }

  #plainCharacter(): string {
    this.#cursor.index += 1;
    return this.#cursor.text[this.#cursor.index - 1] ?? "";
  }

  #character(): string {
    const character = this.#plainCharacter();
    if (character !== "\\") return character;
    const code = this.#cursor.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
    if (code !== "") {
      const point = Number.parseInt(code.slice(1), 16);
      if (point > 0x10ffff) throw this.#cursor.refuse(`There is no character \\${code}.`);
      return String.fromCodePoint(point);
    }
    const escaped = this.#plainCharacter();
    const meant = ESCAPES[escaped];
    if (meant === undefined) throw this.#cursor.refuse(`There is no escape \\${escaped}. Write \\\\ for a backslash.`);
    return meant;
  }
}

/** Takes away as many spaces from each line as the least indented one has. */
function withoutIndentation(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const [first] = parts;
  const lines = parts.flatMap((part, index) =>
    part.kind === "text" ? part.text.split("\n").slice(index === 0 ? 0 : 1) : [],
  );
  const depths = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S|$/));
  const startsInside = first?.kind === "text" ? [] : [0];
  const depth = Math.min(...depths, ...startsInside, Number.MAX_SAFE_INTEGER);
  if (depth === 0 || depth === Number.MAX_SAFE_INTEGER) return parts;
  return parts.map((part, index) => {
    if (part.kind !== "text") return part;
    const [head = "", ...rest] = part.text.split("\n");
    const cut = (line: string): string => line.slice(Math.min(depth, line.search(/\S|$/)));
    return { kind: "text", text: [index === 0 ? cut(head) : head, ...rest.map(cut)].join("\n") };
  });
}
