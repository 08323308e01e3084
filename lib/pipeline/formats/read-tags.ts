import type { Tag } from "../validation/tags";
import { member } from "./member";
import type { PlacedExpression } from "./metadata";
import { plainValue, type SourceNode } from "./source-node";
import { standInFor } from "./stand-in";

/** Tags as CloudFormation (`Key`, `Value`), the API (`key`, `value`) or a plain map write them. */
export function readTags(node: SourceNode | undefined, expressions: PlacedExpression[]): readonly Tag[] {
  if (node === undefined || node.kind === "text") return [];
  const written =
    node.kind === "map"
      ? [...node.entries].map(([key, value]) => ({ key: quoted(key, value), value }))
      : node.items.flatMap((item) => {
          const key = item.kind === "map" ? member(item, "key") : undefined;
          return item.kind === "map" && key ? [{ key, value: member(item, "value") }] : [];
        });
  return written.map(({ key, value }, index) => ({
    key: textOf(key, ["tags", index, "key"], expressions),
    value: value === undefined ? "" : textOf(value, ["tags", index, "value"], expressions),
  }));
}

function textOf(node: SourceNode, path: readonly (string | number)[], expressions: PlacedExpression[]): string {
  if (node.kind !== "text") return JSON.stringify(plainValue(node));
  if (!node.expression) return node.text;
  // A tag takes fewer characters than a name may have, so a name's stand-in fits.
  const standIn = standInFor(node.expression, ["tags", "name"]);
  expressions.push({ kind: "value", path, standIn, expression: node.expression });
  return standIn;
}

function quoted(text: string, { position }: SourceNode): SourceNode {
  return { kind: "text", text, isQuoted: true, position };
}
