import { isMap, isNode, isScalar, type YAMLMap, type YAMLSeq } from "yaml";
import { sameValue } from "../same-value";
import type { ChangingText } from "./code-text";
import { applyEdits, sortEdits, trimEdit, type CodeEdit } from "./code-edit";
import { matchItems } from "./match-items";

/** One member or item between brackets. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly value: unknown;
  /** Null for an item of a list. */
  readonly name: string | null;
}

/**
 * Changes what stands between brackets: all of JSON, and the short form of YAML. Members and items that stay keep their
 * text, and new ones are set as those beside them are.
 */
export function changeFlow(
  code: ChangingText,
  node: YAMLMap | YAMLSeq,
  was: object,
  wanted: object,
): readonly CodeEdit[] | null {
  const pieces = piecesOf(code, node);
  const first = pieces?.[0];
  if (!pieces || !first || Object.keys(wanted).length === 0) return null;
  const order = isMap(node) ? memberOrder(pieces, was, wanted) : itemOrder(was, wanted);
  const edits: CodeEdit[] = [];
  const texts = order.map(({ index, name, value }) => {
    const piece = index === null ? undefined : pieces[index];
    if (index === null || !piece)
      return (name === null ? "" : `${JSON.stringify(name)}: `) + code.printFlow(value, first.from);
    const changed = code.change(piece.value, Reflect.get(was, name ?? index), value, true) ?? [
      rewrite(code, piece, value),
    ];
    edits.push(...changed);
    return applyEdits(code.text, sortEdits(changed), piece.from, piece.to);
  });
  const isSameOrder = order.length === pieces.length && order.every(({ index }, at) => index === at);
  if (isSameOrder) return edits;

  const [from, to] = node.range ?? [0, 0];
  const lead = code.text.slice(from + 1, first.from);
  const second = pieces[1];
  const gap = second ? code.text.slice(first.to, second.from).replace(",", "") : lead || " ";
  const trail = code.text.slice(pieces.at(-1)?.to, to - 1).replace(",", "");
  const insert = `${code.text[from] ?? ""}${lead}${texts.join(`,${gap}`)}${trail}${code.text[to - 1] ?? ""}`;
  return [trimEdit(code.text, { from, to, insert })];
}

interface Wanted {
  /** Of the piece that says it now; null when none does. */
  readonly index: number | null;
  readonly name: string | null;
  readonly value: unknown;
}

/** Members stay in the order of the text; each new one follows what it follows in the value. */
function memberOrder(pieces: readonly Piece[], was: object, wanted: object): readonly Wanted[] {
  const order: Wanted[] = pieces.flatMap(({ name }, index) => {
    const value = Reflect.get(wanted, name ?? "");
    const isGone = value === undefined && !sameValue(Reflect.get(was, name ?? ""), undefined);
    return isGone ? [] : [{ index, name, value }];
  });
  const names = Object.keys(wanted);
  names.forEach((name, at) => {
    const value = Reflect.get(wanted, name);
    if (sameValue(value, undefined) || order.some((other) => other.name === name)) return;
    const before = order.findLastIndex((other) => other.name !== null && names.slice(0, at).includes(other.name));
    order.splice(before + 1, 0, { index: null, name, value });
  });
  return order;
}

function itemOrder(was: object, wanted: object): readonly Wanted[] {
  if (!Array.isArray(was) || !Array.isArray(wanted)) return [];
  const items: readonly unknown[] = wanted;
  const matches = matchItems(was, items);
  return items.map((value, at) => ({ index: matches[at] ?? null, name: null, value }));
}

/** Null when something stands there that is no plain member or item. */
function piecesOf(code: ChangingText, node: YAMLMap | YAMLSeq): readonly Piece[] | null {
  const pieces = isMap(node)
    ? node.items.map((pair): Piece | null => {
        const { key, value } = pair;
        if (!isScalar(key) || typeof key.value !== "string" || !isNode(value)) return null;
        return { from: code.startOf(key), to: code.endOfPair(pair), value, name: key.value };
      })
    : node.items.map((value): Piece | null =>
        isNode(value) ? { from: code.startOf(value), to: code.endOf(value), value, name: null } : null,
      );
  return pieces.some((piece) => piece === null) ? null : pieces.filter((piece) => piece !== null);
}

function rewrite(code: ChangingText, { value, to }: Piece, wanted: unknown): CodeEdit {
  const from = isNode(value) ? code.startOf(value) : to;
  return { from, to, insert: code.printFlow(wanted, from) };
}
