import type { SourceMap, SourceNode } from "../source-node";
import { UnreadableText } from "../source-node";

const LOOP = "Fn::ForEach::";
/** More copies than a template may have resources. */
const MAX_COPIES = 500;

/**
 * Writes out the loops of a map whose collections stand in the template: `Fn::ForEach::Apps: [App, [a, b], {...}]`.
 * A loop over a parameter or an import stays as it is.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 * @throws UnreadableText when a loop makes more copies than a template can hold
 */
export function expandForEach(map: SourceMap): SourceMap {
  if (![...map.entries.keys()].some((name) => name.startsWith(LOOP))) return map;
  const entries = new Map<string, SourceNode>();
  for (const [name, node] of map.entries) {
    const copies = name.startsWith(LOOP) ? copiesOf(node) : null;
    for (const [copyName, copy] of copies ?? [[name, node] as const]) entries.set(copyName, copy);
    if (entries.size <= MAX_COPIES) continue;
    throw new UnreadableText(`A loop makes more than ${MAX_COPIES} copies.`, node.position);
  }
  return { ...map, entries };
}

/** The names that are loops still: nothing in the template says over what. */
export function loopNames({ entries }: SourceMap): readonly string[] {
  return [...entries.keys()].filter((name) => name.startsWith(LOOP)).map((name) => name.slice(LOOP.length));
}

function copiesOf(node: SourceNode): readonly (readonly [string, SourceNode])[] | null {
  if (node.kind !== "list") return null;
  const [identifier, collection, body] = node.items;
  if (identifier?.kind !== "text" || collection?.kind !== "list" || body?.kind !== "map") return null;
  const values = collection.items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  if (values.length !== collection.items.length) return null;
  return values.flatMap((value) => [...expandForEach(substituted(body, identifier.text, value)).entries]);
}

/** A copy of the body with `${Name}`, `&{Name}` and `{Ref: Name}` replaced by the value. */
function substituted(body: SourceMap, name: string, value: string): SourceMap {
  const inText = (text: string, replacement = value): string =>
    text.replaceAll(`\${${name}}`, replacement).replaceAll(`&{${name}}`, replacement.replaceAll(/[^A-Za-z0-9]/g, ""));
  const copy = (node: SourceNode): SourceNode => {
    if (node.kind === "text") return { ...node, text: inText(node.text) };
    if (node.kind === "list") return { ...node, items: node.items.map(copy) };
    const ref = node.entries.size === 1 ? node.entries.get("Ref") : undefined;
    if (ref?.kind === "text" && ref.text === name) return { ...ref, text: value };
    return copyMap(node);
  };
  const copyMap = (map: SourceMap): SourceMap => ({
    ...map,
    entries: new Map([...map.entries].map(([key, node]) => [inText(key), copy(node)])),
  });
  return copyMap(body);
}
