import { entryOf } from "../../entry-of";
import { plainValue, type Position, type SourceNode } from "../source-node";
import { isJsonObject, type JsonValue } from "../json-value";
import { listNode, mapNode, textNode, textOf, wordNode } from "./nodes";

type Arguments = readonly SourceNode[];
/** Gives `null` for arguments it can do nothing with. */
type TerraformFunction = (items: Arguments, position: Position) => SourceNode | null;

/**
 * The functions of Terraform that pipelines use and that need nothing but their arguments.
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
const FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  base64encode: ([text], position) =>
    onText(text, (value) => btoa(String.fromCharCode(...new TextEncoder().encode(value))), position),
  chomp: ([text], position) => onText(text, (value) => value.replace(/[\r\n]+$/, ""), position),
  coalesce: (items) => items.find((item) => textOf(item)) ?? null,
  compact: ([list], position) => onList(list, (items) => items.filter((item) => textOf(item)), position),
  concat: (lists, position) => (lists.every(isList) ? listNode(lists.flatMap(itemsOf), position) : null),
  contains: ([list, item], position) =>
    list?.kind === "list"
      ? wordNode(
          list.items.some((other) => textOf(other) === textOf(item)),
          position,
        )
      : null,
  distinct: ([list], position) => onList(list, unique, position),
  element: ([list, index]) =>
    list?.kind === "list" ? (list.items[Number(textOf(index)) % list.items.length] ?? null) : null,
  endswith: ([text, suffix], position) =>
    textOf(text) === null ? null : wordNode((textOf(text) ?? "").endsWith(textOf(suffix) ?? ""), position),
  flatten: ([list], position) => onList(list, flat, position),
  format: ([pattern, ...items], position) => formatted(textOf(pattern), items, position),
  index: ([list, item], position) => {
    const at = list?.kind === "list" && item ? list.items.findIndex((other) => isSame(other, item)) : -1;
    return at === -1 ? null : wordNode(at, position);
  },
  join: ([separator, ...lists], position) => {
    const texts = lists.flatMap(itemsOf).map(textOf);
    return texts.includes(null) ? null : textNode(texts.join(textOf(separator) ?? ""), position);
  },
  jsonencode: ([value], position) => (value ? textNode(jsonText(plainValue(value)), position) : null),
  keys: ([map], position) =>
    map?.kind === "map"
      ? listNode(
          sortedKeys(map.entries).map((key) => textNode(key, position)),
          position,
        )
      : null,
  length: ([value], position) => {
    const size =
      value?.kind === "list" ? value.items.length : value?.kind === "map" ? value.entries.size : textOf(value)?.length;
    return size === undefined ? null : wordNode(size, position);
  },
  lookup: ([map, key, fallback]) =>
    map?.kind === "map" ? (map.entries.get(textOf(key) ?? "") ?? fallback ?? null) : null,
  lower: ([text], position) => onText(text, (value) => value.toLowerCase(), position),
  max: (items, position) => onNumbers(items, (numbers) => Math.max(...numbers), position),
  merge: (maps, position) =>
    maps.every((map) => map.kind === "map")
      ? mapNode(new Map(maps.flatMap(({ entries }) => [...entries])), position)
      : null,
  min: (items, position) => onNumbers(items, (numbers) => Math.min(...numbers), position),
  one: ([list]) => (list && list.kind !== "text" && itemsOf(list).length === 1 ? (itemsOf(list)[0] ?? null) : null),
  range: ([end], position) => {
    const count = Number(textOf(end));
    return count >= 0 && count <= 1000
      ? listNode(
          Array.from({ length: count }, (_, index) => wordNode(index, position)),
          position,
        )
      : null;
  },
  replace: ([text, search, replacement], position) =>
    onText(
      text,
      (value) => value.replaceAll(textOf(search) ?? "", () => textOf(replacement) ?? ""),
      position,
      !isPattern(textOf(search)),
    ),
  reverse: ([list], position) => onList(list, (items) => items.toReversed(), position),
  slice: ([list, start, end], position) =>
    onList(list, (items) => items.slice(Number(textOf(start)), Number(textOf(end))), position),
  sort: ([list], position) =>
    onList(list, (items) => items.toSorted((a, b) => compare(textOf(a), textOf(b))), position),
  split: ([separator, text], position) =>
    textOf(separator) && textOf(text) !== null
      ? listNode(
          (textOf(text) ?? "").split(textOf(separator) ?? "").map((part) => textNode(part, position)),
          position,
        )
      : null,
  startswith: ([text, prefix], position) =>
    textOf(text) === null ? null : wordNode((textOf(text) ?? "").startsWith(textOf(prefix) ?? ""), position),
  substr: ([text, offset, length], position) => {
    const start = Number(textOf(offset));
    const count = Number(textOf(length));
    return onText(text, (value) => value.slice(start, count < 0 ? undefined : start + count), position, start >= 0);
  },
  title: ([text], position) =>
    onText(text, (value) => value.replaceAll(/\b\p{L}/gu, (letter) => letter.toUpperCase()), position),
  tolist: ([list], position) => onList(list, (items) => items, position),
  tomap: ([map]) => (map?.kind === "map" ? map : null),
  toset: ([list], position) => (list?.kind === "list" ? setNode(list.items, position) : null),
  tostring: ([text], position) => onText(text, (value) => value, position),
  tonumber: ([text], position) => (textOf(text) === null ? null : wordNode(textOf(text), position)),
  tobool: ([text], position) => (textOf(text) === null ? null : wordNode(textOf(text), position)),
  trim: ([text, characters], position) => onText(text, (value) => trimmed(value, textOf(characters) ?? ""), position),
  trimprefix: ([text, prefix], position) =>
    onText(
      text,
      (value) => (value.startsWith(textOf(prefix) ?? "") ? value.slice((textOf(prefix) ?? "").length) : value),
      position,
    ),
  trimspace: ([text], position) => onText(text, (value) => value.trim(), position),
  trimsuffix: ([text, suffix], position) =>
    onText(
      text,
      (value) =>
        textOf(suffix) && value.endsWith(textOf(suffix) ?? "") ? value.slice(0, -(textOf(suffix) ?? "").length) : value,
      position,
    ),
  upper: ([text], position) => onText(text, (value) => value.toUpperCase(), position),
  values: ([map], position) =>
    map?.kind === "map"
      ? listNode(
          sortedKeys(map.entries).flatMap((key) => map.entries.get(key) ?? []),
          position,
        )
      : null,
};

/** Calls a function with known arguments; `null` when it is not one of those, or cannot be applied to them. */
export function callFunction(name: string, items: Arguments, position: Position): SourceNode | null {
  return entryOf(FUNCTIONS, name)?.(items, position) ?? null;
}

/** Terraform walks over maps in the order of their keys. */
export function sortedKeys(entries: ReadonlyMap<string, SourceNode>): readonly string[] {
  return [...entries.keys()].toSorted(compare);
}

function onText(
  node: SourceNode | undefined,
  change: (text: string) => string,
  position: Position,
  isAble = true,
): SourceNode | null {
  const text = textOf(node);
  return text === null || !isAble ? null : textNode(change(text), position);
}

function onNumbers(
  items: Arguments,
  choose: (numbers: readonly number[]) => number,
  position: Position,
): SourceNode | null {
  const texts = items.map(textOf);
  return texts.length === 0 || texts.includes(null) ? null : wordNode(choose(texts.map(Number)), position);
}

function onList(
  node: SourceNode | undefined,
  change: (items: Arguments) => Arguments,
  position: Position,
): SourceNode | null {
  return node === undefined || node.kind === "text" ? null : listNode(change(itemsOf(node)), position);
}

/** A set goes by its own values: a map in which key and value are the same. */
function setNode(items: Arguments, position: Position): SourceNode | null {
  const entries = items.map((item) => [textOf(item), item] as const);
  const names = entries.flatMap(([name, item]) => (name === null ? [] : [[name, item] as const]));
  return names.length < entries.length ? null : mapNode(new Map(names.toSorted(([a], [b]) => compare(a, b))), position);
}

function isList(node: SourceNode): boolean {
  return node.kind !== "text";
}

function itemsOf(node: SourceNode): Arguments {
  if (node.kind === "map") return [...node.entries.values()];
  return node.kind === "list" ? node.items : [node];
}

function flat(items: Arguments): Arguments {
  return items.flatMap((item) => (item.kind === "list" ? flat(item.items) : [item]));
}

function unique(items: Arguments): Arguments {
  const seen = new Set<string>();
  return items.filter((item) => seen.size < seen.add(JSON.stringify(plainValue(item))).size);
}

function isSame(a: SourceNode, b: SourceNode): boolean {
  return JSON.stringify(plainValue(a)) === JSON.stringify(plainValue(b));
}

function isPattern(search: string | null): boolean {
  return search === null || (search.length > 1 && search.startsWith("/") && search.endsWith("/"));
}

function trimmed(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start] ?? "")) start += 1;
  while (end > start && characters.includes(text[end - 1] ?? "")) end -= 1;
  return text.slice(start, end);
}

/** `%s`, `%d`, `%v` and `%02d`; anything else is left to Terraform. */
function formatted(pattern: string | null, items: Arguments, position: Position): SourceNode | null {
  if (pattern === null) return null;
  let next = 0;
  let isAble = true;
  const text = pattern.replaceAll(/%(%|0?\d*)([sdvq]?)/g, (whole, width: string, verb: string) => {
    if (width === "%") return `%${verb}`;
    const value = textOf(items[next]);
    next += 1;
    if (value === null || verb === "" || verb === "q") isAble = false;
    return (value ?? whole).padStart(Number(width), width.startsWith("0") ? "0" : " ");
  });
  return isAble ? textNode(text, position) : null;
}

/** As Terraform writes JSON: members in order of their names, and nothing that HTML would take for its own. */
function jsonText(value: JsonValue): string {
  const ordered = (part: JsonValue): JsonValue => {
    if (Array.isArray(part)) return part.map(ordered);
    if (!isJsonObject(part)) return part;
    const members = Object.keys(part).toSorted(compare);
    return Object.fromEntries(members.map((name) => [name, ordered(part[name] ?? null)]));
  };
  return JSON.stringify(ordered(value)).replaceAll(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

function compare(a: string | null, b: string | null): number {
  return (a ?? "") < (b ?? "") ? -1 : (a ?? "") > (b ?? "") ? 1 : 0;
}
