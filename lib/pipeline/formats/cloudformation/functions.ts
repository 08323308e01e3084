import { isNull, type Position, type SourceMap, type SourceNode, type SourceText } from "../source-node";
import { replaceSubstitutions } from "./replace-substitutions";

type Known = readonly SourceNode[] | null;

/** `Fn::Join: [delimiter, [values]]` */
export function joined(items: Known, position: Position): SourceNode | null {
  const [delimiter, list] = items ?? [];
  if (delimiter?.kind !== "text" || list?.kind !== "list") return null;
  const texts = list.items.flatMap((item) => (item.kind === "list" ? item.items : [item]));
  if (!texts.every((item) => item.kind === "text")) return null;
  return quoted(texts.map(({ text }) => text).join(delimiter.text), position);
}

/** `Fn::Select: [index, [values]]` */
export function selected(items: Known): SourceNode | null {
  const [index, list] = items ?? [];
  if (index?.kind !== "text" || list?.kind !== "list") return null;
  return list.items[Number(index.text)] ?? null;
}

/** `Fn::Split: [delimiter, text]` */
export function split(items: Known, position: Position): SourceNode | null {
  const [delimiter, text] = items ?? [];
  if (delimiter?.kind !== "text" || text?.kind !== "text" || delimiter.text === "") return null;
  return { kind: "list", items: text.text.split(delimiter.text).map((part) => quoted(part, position)), position };
}

/** `Fn::FindInMap: [map, key, key, {DefaultValue}]` */
export function findInMap(mappings: SourceMap | null, items: Known): SourceNode | null {
  const [map, first, second, options] = items ?? [];
  if (map?.kind !== "text" || first?.kind !== "text" || second?.kind !== "text") return null;
  const found = member(member(mappings?.entries.get(map.text), first.text), second.text);
  return found ?? member(options, "DefaultValue") ?? null;
}

export function base64(value: SourceNode | undefined): SourceNode | null {
  if (value?.kind !== "text") return null;
  const bytes = Array.from(new TextEncoder().encode(value.text), (byte) => String.fromCharCode(byte));
  return quoted(btoa(bytes.join("")), value.position);
}

/**
 * `Fn::Sub: text` or `[text, {Name: value}]`. `${!Name}` stands for the characters `${Name}`.
 * @param evaluated gives a value of the map, `parameter` what a name outside it stands for; `null` while not known
 */
export function substitute(
  argument: SourceNode,
  evaluated: (node: SourceNode) => SourceNode | null,
  parameter: (name: string) => SourceNode | null,
): SourceNode | null {
  const [template, own] = argument.kind === "list" ? argument.items : [argument];
  if (template?.kind !== "text") return null;
  let isKnown = true;
  const text = replaceSubstitutions(template.text, (inside) => {
    const name = inside.trim();
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    const written = member(own, name);
    const value = written === undefined ? parameter(name) : evaluated(written);
    if (value?.kind === "text") return value.text;
    isKnown = false;
    return `\${${inside}}`;
  });
  return isKnown ? quoted(text, template.position) : null;
}

function member(node: SourceNode | undefined, name: string): SourceNode | undefined {
  const value = node?.kind === "map" ? node.entries.get(name) : undefined;
  return value === undefined || isNull(value) ? undefined : value;
}

function quoted(text: string, position: Position): SourceText {
  return { kind: "text", text, isQuoted: true, position };
}
