import { UnreadableText } from "../source-node";
import type { HclBlock, HclBody, HclExpression } from "./hcl";
import { HclCursor } from "./hcl-cursor";
import { ExpressionParser } from "./parse-expression";
import { TemplateParser } from "./parse-template";

const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/**
 * Reads Terraform's own syntax: blocks, attributes and expressions, each with its place.
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 * @throws UnreadableText
 */
export function parseHcl(text: string): HclBody {
  const cursor = new HclCursor(text);
  return new BodyParser(cursor).body(() => cursor.isAtEnd);
}

/** Reads one expression, such as a variable's value given from outside. @throws UnreadableText */
export function parseHclExpression(text: string): HclExpression {
  const cursor = new HclCursor(text);
  const expression = new ExpressionParser(cursor).expression(true);
  cursor.skip(true);
  if (!cursor.isAtEnd) throw cursor.unexpected("the end of the value");
  return expression;
}

/** Reads a text of Terraform's JSON syntax, in which `${…}` is an expression. @throws UnreadableText */
export function parseHclTemplate(text: string): HclExpression {
  const cursor = new HclCursor(text);
  return new TemplateParser(cursor, new ExpressionParser(cursor)).whole();
}

class BodyParser {
  readonly #cursor: HclCursor;
  readonly #expressions: ExpressionParser;

  constructor(cursor: HclCursor) {
    this.#cursor = cursor;
    this.#expressions = new ExpressionParser(cursor);
  }

  body(isEnd: () => boolean): HclBody {
    const attributes = new Map<string, HclExpression>();
    const blocks: HclBlock[] = [];
    for (;;) {
      this.#cursor.skip(true);
      if (isEnd()) return { attributes, blocks };
      const start = this.#cursor.index;
      const name = this.#name();
      this.#cursor.skip(false);
      // Files pasted together and configuration blocks of old may use either sign.
      if (this.#cursor.startsWith("=") && !this.#cursor.startsWith("==")) {
        this.#cursor.index += 1;
        const position = this.#cursor.position(start);
        // Terraform refuses a second one; what was pasted together by hand has it, and the last one counts.
        if (name === "__proto__") throw new UnreadableText("A member cannot be called __proto__.", position);
        attributes.set(name, this.#expressions.expression(false));
        this.#cursor.skip(false);
        this.#cursor.take(",");
      } else blocks.push(this.#block(name, start));
    }
  }

  #block(type: string, start: number): HclBlock {
    const labels: string[] = [];
    while (!this.#cursor.startsWith("{")) {
      labels.push(this.#cursor.startsWith('"') ? this.#label() : this.#name());
      this.#cursor.skip(false);
    }
    this.#cursor.index += 1;
    const body = this.#cursor.nested(() => this.body(() => this.#cursor.take("}") || this.#refuseEnd(type)));
    return { type, labels, body, raw: this.#cursor.since(start), position: this.#cursor.position(start) };
  }

  #refuseEnd(type: string): boolean {
    if (!this.#cursor.isAtEnd) return false;
    throw this.#cursor.refuse(`The block ${type} does not end. Close it with }.`);
  }

  #label(): string {
    return this.#cursor.match(/"(?:[^"\\\n]|\\.)*"/y).slice(1, -1);
  }

  #name(): string {
    const name = this.#cursor.match(IDENTIFIER) || this.#quotedName();
    if (name === "") throw this.#cursor.unexpected("the name of a block or an attribute");
    return name;
  }

  /** Terraform before 0.12 took attribute names in quotes. */
  #quotedName(): string {
    return this.#cursor.match(/"[^"\\\n]+"/y).slice(1, -1);
  }
}
