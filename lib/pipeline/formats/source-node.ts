import type { JsonValue } from "./json-value";
import type { Choice, Expression, Omission } from "./metadata";

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a node stands for beside what it says. Readers never set it; those who evaluate a document do. */
interface Computed {
  /** What computes the value of a text; of a map, what computes the name it goes by. */
  readonly expression?: Expression;
  /** Outermost first. */
  readonly choices?: readonly Choice[];
  readonly omissions?: readonly Omission[];
}

/** What a JSON or YAML text says, before anyone decides which texts are numbers; every node knows where it stands. */
export type SourceNode = SourceText | SourceList | SourceMap;

export interface SourceText extends Computed {
  readonly kind: "text";
  /** As it was written: `012` and `1.10` keep their digits. */
  readonly text: string;
  /** Between quotes, or otherwise certain to be meant as text. */
  readonly isQuoted: boolean;
  readonly position: Position;
}

export interface SourceList extends Computed {
  readonly kind: "list";
  readonly items: readonly SourceNode[];
  readonly position: Position;
}

export interface SourceMap extends Computed {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, SourceNode>;
  readonly position: Position;
}

/** No definition nests as deep as this; a text that does is an accident or an attack. */
export const MAX_DEPTH = 100;

/** Nor does one say as much as this, however small the text that unfolds to it. */
export const MAX_NODES = 500_000;

/** A text that cannot be read, and the place that shows why. */
export class UnreadableText extends Error {
  readonly position: Position;

  constructor(message: string, position: Position, options?: ErrorOptions) {
    super(message, options);
    this.name = "UnreadableText";
    this.position = position;
  }
}

/** The value of a node as JSON has it: unquoted numbers, switches and null are what they look like. */
export function plainValue(node: SourceNode): JsonValue {
  switch (node.kind) {
    case "text":
      return node.isQuoted ? node.text : plainScalar(node.text);
    case "list":
      return node.items.map(plainValue);
    case "map":
      return Object.fromEntries([...node.entries].map(([name, value]) => [name, plainValue(value)]));
  }
}

/** True for what YAML and JSON call null: the member may as well not be there. */
export function isNull(node: SourceNode): boolean {
  return node.kind === "text" && !node.isQuoted && ["", "~", "null", "Null", "NULL"].includes(node.text);
}

/** True for an unquoted number or switch. */
export function isNumberOrSwitch({ text, isQuoted }: SourceText): boolean {
  return !isQuoted && typeof plainScalar(text) !== "string";
}

function plainScalar(text: string): string | number | boolean | null {
  if (["", "~", "null", "Null", "NULL"].includes(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  if (!/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text)) return text;
  // The number of an account keeps its leading zeros, and a long one its digits.
  const isExact = !/^[-+]?0\d/.test(text) && Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER;
  return isExact ? Number(text) : text;
}
