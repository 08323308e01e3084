import { UnreadableText, type SourceNode } from "./source-node";

/**
 * A member called __proto__ is never part of a definition, and trouble for whoever copies objects carelessly.
 * @throws UnreadableText
 */
export function refusePrototypes(node: SourceNode): void {
  if (node.kind === "list") node.items.forEach(refusePrototypes);
  if (node.kind !== "map") return;
  for (const [name, value] of node.entries) {
    if (name === "__proto__") throw new UnreadableText("A member cannot be called __proto__.", value.position);
    refusePrototypes(value);
  }
}
