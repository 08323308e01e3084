import type { IssuePath } from "../validation/issue";
import { apiName } from "./api-name";
import type { Position, SourceNode } from "./source-node";

/** Where the member stands, or the nearest thing around it that does. */
export function positionOf(node: SourceNode, [part, ...rest]: IssuePath): Position {
  if (part === undefined || node.kind === "text") return node.position;
  const child =
    node.kind === "list"
      ? node.items[Number(part)]
      : [...node.entries].find(([name]) => name === part || apiName(name) === part)?.[1];
  return child ? positionOf(child, rest) : node.position;
}
