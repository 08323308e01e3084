import { runtimeError } from "./state-error";

/** A call of an intrinsic function and what it is called with. */
export interface IntrinsicCall {
  /** Without `States.` */
  readonly name: string;
  readonly args: readonly IntrinsicArgument[];
}

export type IntrinsicArgument =
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "call"; readonly call: IntrinsicCall };

/** A path up to the comma or bracket that ends it; what stands in its own brackets, a filter for one, may hold both. */
const PATH = /\$(?:[^,()[\]\s'"]|\(\)|\[(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\]['"])*\])*/sy;

/** Calls within calls, as the service has it. */
const MAX_DEPTH = 10;

export function isIntrinsic(text: string): boolean {
  return text.startsWith("States.");
}

/**
 * Reads `States.Format('{} of {}', $.done, States.ArrayLength($.all))`. Texts stand in single quotes, with a backslash
 * before a quote, a brace or a backslash in them.
 * @throws StateError when it is none
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export function parseIntrinsic(text: string): IntrinsicCall {
  const reader = new Reader(text);
  const call = reader.call(1);
  reader.end();
  return call;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  call(depth: number): IntrinsicCall {
    if (depth > MAX_DEPTH) throw this.#fault(`calls are nested more than ${MAX_DEPTH} deep`);
    const [, name] = this.#take(/States\.([A-Za-z0-9]+)\s*\(\s*/y) ?? [];
    if (name === undefined) throw this.#fault("a call of a function is missing");
    const args: IntrinsicArgument[] = [];
    if (this.#take(/\)/y)) return { name, args };
    do args.push(this.#argument(depth));
    while (this.#take(/\s*,\s*/y));
    if (!this.#take(/\s*\)/y)) throw this.#fault("a ) is missing");
    return { name, args };
  }

  end(): void {
    if (this.#at < this.#text.length) throw this.#fault("nothing may follow the call");
  }

  #argument(depth: number): IntrinsicArgument {
    const [word] = this.#take(/(?:true|false|null)(?![\w.])/y) ?? [];
    if (word !== undefined) return { kind: "value", value: word === "null" ? null : word === "true" };
    const [number] = this.#take(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y) ?? [];
    if (number !== undefined) return { kind: "value", value: Number(number) };
    const [quoted] = this.#take(/'(?:[^'\\]|\\.)*'/sy) ?? [];
    if (quoted !== undefined) return { kind: "value", value: quoted.slice(1, -1) };
    const [path] = this.#take(PATH) ?? [];
    if (path !== undefined) return { kind: "path", path };
    return { kind: "call", call: this.call(depth + 1) };
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at += match[0].length;
    return match;
  }

  #fault(reason: string) {
    return runtimeError(`${this.#text} is no call of an intrinsic function: ${reason} at character ${this.#at + 1}.`);
  }
}
