import {
  MAX_NODES,
  UnreadableText,
  isNull,
  type Position,
  type SourceMap,
  type SourceNode,
  type SourceText,
} from "../source-node";

/** Texts that grow by doubling stop here. */
const MAX_TEXT = 1024 * 1024;
const WEIGHTS = new WeakMap<SourceNode, number>();

/** Values of Terraform as nodes: what is known, what is not, and how much of it there may be. */
export function textNode(text: string, position: Position): SourceText {
  if (text.length > MAX_TEXT) throw new UnreadableText("A text grows too large through its references.", position);
  return { kind: "text", text, isQuoted: true, position };
}

/** A number, a switch or null. */
export function wordNode(word: string | number | boolean | null, position: Position): SourceText {
  return { kind: "text", text: String(word), isQuoted: false, position };
}

export function listNode(items: readonly SourceNode[], position: Position): SourceNode {
  return weighed({ kind: "list", items, position }, items);
}

export function mapNode(entries: ReadonlyMap<string, SourceNode>, position: Position): SourceMap {
  return weighed({ kind: "map", entries, position }, [...entries.values()]);
}

/** What only Terraform can compute, as a template: `${aws_s3_bucket.artifacts.bucket}`. */
export function unknownNode(template: string, position: Position): SourceText {
  return {
    ...textNode(template, position),
    expression: { language: "terraform", text: template, value: template },
  };
}

export function isUnknown(node: SourceNode): boolean {
  if (node.expression) return true;
  if (node.kind === "list") return node.omissions !== undefined || node.items.some(isUnknown);
  return node.kind === "map" && [...node.entries.values()].some(isUnknown);
}

/** The text of a known value, as an interpolation shows it; `null` for lists, maps and null. */
export function textOf(node: SourceNode | undefined): string | null {
  return node?.kind === "text" && !node.expression && !isNull(node) ? node.text : null;
}

/** Nodes are shared, so a value can be larger than the memory it takes; what walks over it would not end. */
function weighed<Node extends SourceNode>(node: Node, children: readonly SourceNode[]): Node {
  const weight = children.reduce((sum, child) => sum + (WEIGHTS.get(child) ?? 1), 1);
  if (weight > MAX_NODES) throw new UnreadableText("The text grows too large through its references.", node.position);
  WEIGHTS.set(node, weight);
  return node;
}
