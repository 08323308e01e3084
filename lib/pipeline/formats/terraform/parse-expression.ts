import type { HclExpression, ObjectItem } from "./hcl";
import type { HclCursor } from "./hcl-cursor";
import { TemplateParser } from "./parse-template";

const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Loosest first; operators of one level bind to the left. */
const OPERATORS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

type Unplaced<Node> = Node extends unknown ? Omit<Node, "raw" | "position"> : never;

/** Reads expressions from a cursor. Line breaks end one, except between brackets. */
export class ExpressionParser {
  readonly #cursor: HclCursor;
  readonly #templates: TemplateParser;

  constructor(cursor: HclCursor) {
    this.#cursor = cursor;
    this.#templates = new TemplateParser(cursor, this);
  }

  expression(lineBreaks: boolean): HclExpression {
    return this.#cursor.nested(() => {
      this.#cursor.skip(lineBreaks);
      const start = this.#cursor.index;
      const condition = this.#binary(0, lineBreaks);
      this.#cursor.skip(lineBreaks);
      if (!this.#cursor.startsWith("?")) return condition;
      this.#cursor.index += 1;
      const then = this.expression(true);
      this.#cursor.skip(true);
      this.#cursor.expect(":", "a colon and the other side of the condition");
      const otherwise = this.expression(lineBreaks);
      return this.place(start, { kind: "conditional", condition, then, otherwise });
    });
  }

  /** Gives a node its place, up to where the cursor is. */
  place(start: number, node: Unplaced<HclExpression>): HclExpression {
    // The cast only puts together what was taken apart: spreading a union loses which member it is.
    return { ...node, raw: this.#cursor.since(start), position: this.#cursor.position(start) } as HclExpression;
  }

  #binary(level: number, lineBreaks: boolean): HclExpression {
    const operators = OPERATORS[level];
    if (!operators) return this.#unary(lineBreaks);
    const start = this.#cursor.index;
    let left = this.#binary(level + 1, lineBreaks);
    for (;;) {
      const before = this.#cursor.index;
      this.#cursor.skip(lineBreaks);
      const operator = operators.find((sign) => this.#cursor.startsWith(sign) && !this.#cursor.startsWith("=>"));
      if (operator === undefined) {
        this.#cursor.index = before;
        return left;
      }
      this.#cursor.index += operator.length;
      this.#cursor.skip(lineBreaks);
      const right = this.#binary(level + 1, lineBreaks);
      left = this.place(start, { kind: "binary", operator, left, right });
    }
  }

  #unary(lineBreaks: boolean): HclExpression {
    this.#cursor.skip(lineBreaks);
    const start = this.#cursor.index;
    const operator = ["!", "-"].find((sign) => this.#cursor.startsWith(sign));
    if (operator === undefined) return this.#steps(start, this.#primary());
    this.#cursor.index += 1;
    const operand = this.#cursor.nested(() => this.#unary(lineBreaks));
    return this.place(start, { kind: "unary", operator, operand });
  }

  #primary(): HclExpression {
    const start = this.#cursor.index;
    if (this.#cursor.startsWith('"')) return this.#templates.quoted();
    if (this.#cursor.startsWith("<<")) return this.#templates.heredoc();
    if (this.#cursor.take("(")) {
      const inner = this.expression(true);
      this.#cursor.skip(true);
      this.#cursor.expect(")", "a closing parenthesis");
      // The parentheses belong to what is shown of the expression.
      return { ...inner, raw: this.#cursor.since(start) };
    }
    if (this.#cursor.take("[")) return this.#list(start);
    if (this.#cursor.take("{")) return this.#object(start);
    const number = this.#cursor.match(NUMBER);
    if (number !== "") return this.place(start, { kind: "literal", text: number, isQuoted: false });
    const name = this.#cursor.match(IDENTIFIER);
    if (name === "") throw this.#cursor.unexpected("a value");
    if (["true", "false", "null"].includes(name)) {
      return this.place(start, { kind: "literal", text: name, isQuoted: false });
    }
    if (!this.#cursor.take("(")) return this.place(start, { kind: "name", name });
    const items = this.#items(")");
    return this.place(start, { kind: "call", name, items });
  }

  /** `.name`, `[index]`, `[*].name`, `.*.name` */
  #steps(start: number, first: HclExpression): HclExpression {
    let value = first;
    for (;;) {
      if (this.#cursor.startsWith("...")) return value;
      if (this.#cursor.take("[*]") || this.#cursor.take(".*")) {
        const names: string[] = [];
        while (this.#cursor.startsWith(".") && !this.#cursor.startsWith("...")) {
          this.#cursor.index += 1;
          names.push(this.#stepName());
        }
        value = this.place(start, { kind: "splat", of: value, names });
      } else if (this.#cursor.take(".")) {
        value = this.place(start, { kind: "member", of: value, name: this.#stepName() });
      } else if (this.#cursor.take("[")) {
        const index = this.expression(true);
        this.#cursor.skip(true);
        this.#cursor.expect("]", "a closing bracket");
        value = this.place(start, { kind: "index", of: value, index });
      } else return value;
    }
  }

  #stepName(): string {
    const name = this.#cursor.match(IDENTIFIER) || this.#cursor.match(/\d+/y);
    if (name === "") throw this.#cursor.unexpected("the name of a member");
    return name;
  }

  #list(start: number): HclExpression {
    this.#cursor.skip(true);
    if (this.#isFor()) return this.#forExpression(start, "]");
    return this.place(start, { kind: "list", items: this.#items("]") });
  }

  #items(close: string): readonly HclExpression[] {
    const items: HclExpression[] = [];
    for (;;) {
      this.#cursor.skip(true);
      if (this.#cursor.take(close)) return items;
      items.push(this.expression(true));
      this.#cursor.skip(true);
      this.#cursor.take("...");
      this.#cursor.skip(true);
      if (!this.#cursor.take(",") && !this.#cursor.startsWith(close))
        throw this.#cursor.unexpected(`a comma or ${close}`);
    }
  }

  #object(start: number): HclExpression {
    this.#cursor.skip(true);
    if (this.#isFor()) return this.#forExpression(start, "}");
    const items: ObjectItem[] = [];
    for (;;) {
      this.#cursor.skip(true);
      if (this.#cursor.take("}")) return this.place(start, { kind: "object", items });
      const key = this.expression(false);
      this.#cursor.skip(false);
      if (!this.#cursor.take("=>") && !this.#cursor.take("=") && !this.#cursor.take(":")) {
        throw this.#cursor.unexpected("an equals sign after the key");
      }
      // The value may begin on the next line, but ends its own.
      items.push({ key, value: this.expression(false) });
      this.#cursor.skip(false);
      this.#cursor.take(",");
    }
  }

  #isFor(): boolean {
    const start = this.#cursor.index;
    const isFor = this.#cursor.match(IDENTIFIER) === "for" && /\s/.test(this.#cursor.text[this.#cursor.index] ?? "");
    this.#cursor.index = start;
    return isFor;
  }

  #forExpression(start: number, close: string): HclExpression {
    this.#cursor.match(IDENTIFIER);
    const names: string[] = [];
    do {
      this.#cursor.skip(true);
      names.push(this.#cursor.match(IDENTIFIER));
      this.#cursor.skip(true);
    } while (this.#cursor.take(","));
    this.#cursor.expect("in", "the word in");
    const of = this.expression(true);
    this.#cursor.skip(true);
    this.#cursor.expect(":", "a colon");
    const first = this.expression(true);
    this.#cursor.skip(true);
    const second = this.#cursor.take("=>") ? this.expression(true) : null;
    this.#cursor.skip(true);
    this.#cursor.take("...");
    this.#cursor.skip(true);
    const condition = this.#cursor.match(/if\b/y) === "" ? null : this.expression(true);
    this.#cursor.skip(true);
    this.#cursor.expect(close, close);
    const result = second === null ? { result: first } : { key: first, result: second };
    return this.place(start, { kind: "for", names, of, ...result, ...(condition && { condition }) });
  }
}
