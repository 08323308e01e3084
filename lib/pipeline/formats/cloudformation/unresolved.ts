import { plainValue, type SourceMap, type SourceNode, type SourceText } from "../source-node";
import { expressionText, intrinsicOf } from "./intrinsic";

/** A function as an expression. Whoever shapes the value chooses what stands in for it. */
export function unresolved(node: SourceMap): SourceText {
  const value = plainValue(node);
  const [entry] = node.entries;
  const [name = "", argument] = entry ?? [];
  const text = expressionText({ name, argument: argument === undefined ? "" : plainValue(argument) });
  return {
    kind: "text",
    text,
    isQuoted: true,
    position: node.position,
    expression: { language: "cloudformation", text, value },
  };
}

/** The node with every function as an expression: for a text without a template around it. */
export function withExpressions(node: SourceNode): SourceNode {
  if (node.kind === "text") return node;
  if (node.kind === "list") return { ...node, items: node.items.map(withExpressions) };
  if (intrinsicOf(node)) return unresolved(node);
  return { ...node, entries: new Map([...node.entries].map(([name, value]) => [name, withExpressions(value)])) };
}
