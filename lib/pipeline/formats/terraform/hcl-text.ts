import type { SourceNode } from "../source-node";
import { escapeTemplate, escapeText } from "./escape-text";
import { templateText } from "./template-text";

/** A value as an expression on one line; what is not known in it stays the expression it is. */
export function hclText(node: SourceNode): string {
  if (node.kind === "list") return `[${node.items.map(hclText).join(", ")}]`;
  if (node.kind === "map") {
    const members = [...node.entries].map(([name, value]) => `${quoted(name)} = ${hclText(value)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  if (!node.expression) return node.isQuoted ? quoted(node.text) : node.text;
  return templateText(node.expression.text);
}

function quoted(text: string): string {
  return `"${escapeText(escapeTemplate(text))}"`;
}
