import { isNode, isScalar, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { sameValue } from "../same-value";
import { indentLines, type ChangingText, type CodeText } from "./code-text";
import { applyEdits, sortEdits, type CodeEdit } from "./code-edit";
import { longestAscent, matchItems } from "./match-items";
import { printYaml } from "./print-code";

type Members = Readonly<Record<string, unknown>>;

/** Whole lines that belong to one member or item: the comment above it, its value, and comments further in below. */
interface Block {
  /** Where the member's name or the item's dash stands. */
  readonly start: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Changes the members of a map that stand one below the other. */
export function changeBlockMap(
  code: ChangingText,
  map: YAMLMap,
  was: Members,
  wanted: Members,
): readonly CodeEdit[] | null {
  const pairs = new Map<string, { readonly pair: Pair; readonly block: Block }>();
  for (const pair of map.items) {
    const { key } = pair;
    if (!isScalar(key) || typeof key.value !== "string" || key.value === "<<") return null;
    pairs.set(key.value, { pair, block: blockAt(code, code.startOf(key), code.endOfPair(pair)) });
  }
  const isGone = (name: string): boolean => wanted[name] === undefined && !sameValue(was[name], undefined);
  const kept = [...pairs.keys()].filter((name) => !isGone(name));
  const [firstKept = ""] = kept;
  const first = pairs.get(firstKept);
  if (!first) return null;

  const edits: CodeEdit[] = [];
  let isAtStart = true;
  for (const [name, { pair, block }] of pairs) {
    if (isGone(name)) {
      // What follows moves up to the dash that the first member of an item shares its line with.
      if (!isAtStart || isAlone(code, block)) edits.push(removal(block));
      else if (edits.length === 0) edits.push({ from: block.start, to: first.block.start, insert: "" });
      continue;
    }
    isAtStart = false;
    const changed = code.change(pair.value, was[name], wanted[name]);
    if (changed) edits.push(...changed);
    else {
      const insert = printMember(code, name, wanted[name], block.column);
      edits.push({ from: block.start, to: code.endOfPair(pair), insert });
    }
  }

  let predecessor: Block | null = null;
  for (const [name, value] of Object.entries(wanted)) {
    const here = pairs.get(name);
    if (here || sameValue(value, undefined)) {
      if (here && kept.includes(name)) predecessor = here.block;
      continue;
    }
    const { column, start } = first.block;
    const printed = printMember(code, name, value, column);
    const indent = " ".repeat(column);
    if (predecessor) edits.push(insertLines(code, predecessor.to, indent + printed));
    else edits.push({ from: start, to: start, insert: `${printed}\n${indent}` });
  }
  return edits;
}

/** Changes a list whose items stand one below the other, each behind a dash. */
export function changeBlockList(
  code: ChangingText,
  list: YAMLSeq,
  was: readonly unknown[],
  wanted: readonly unknown[],
): readonly CodeEdit[] | null {
  const blocks = list.items.map((item) => itemBlock(code, item));
  const matches = matchItems(was, wanted);
  const staying = longestAscent(matches.filter((index) => index !== null));
  const [firstStaying] = staying.size > 0 ? [Math.min(...staying)] : [];
  const first = firstStaying === undefined ? undefined : blocks[firstStaying];
  if (!first || blocks.length !== was.length || blocks.includes(null)) return null;

  const edits: CodeEdit[] = [];
  blocks.forEach((block, index) => {
    if (block && !staying.has(index)) edits.push(removal(withBlankLines(code, block)));
  });
  const isSpaced = blocks.some((block, index) => block && index > 0 && withBlankLines(code, block).from < block.from);
  let anchor: Block | null = null;
  matches.forEach((oldIndex, index) => {
    const block = oldIndex === null ? null : blocks[oldIndex];
    const changed = block && oldIndex !== null ? code.change(list.items[oldIndex], was[oldIndex], wanted[index]) : null;
    if (block && oldIndex !== null && staying.has(oldIndex)) {
      if (changed) edits.push(...changed);
      else edits.push(rewriteItem(code, list.items[oldIndex], block, wanted[index]));
      anchor = block;
      return;
    }
    const { column } = first;
    const lines =
      block && changed
        ? applyEdits(code.text, sortEdits(changed), block.from, block.to)
        : `${" ".repeat(column)}${printItem(wanted[index], column)}\n`;
    const gap = isSpaced ? "\n" : "";
    if (anchor === null) edits.push({ from: first.from, to: first.from, insert: `${withLineBreak(lines)}${gap}` });
    else edits.push(insertLines(code, anchor.to, gap + lines.replace(/\n$/, "")));
  });
  return edits;
}

/** Null for an item that does not stand behind its dash, on the same line. */
function itemBlock(code: ChangingText, item: unknown): Block | null {
  if (!isNode(item)) return null;
  const start = code.startOf(item);
  const dash = /^ *(- *)$/.exec(code.text.slice(code.lineStart(start), start))?.[1];
  return dash === undefined ? null : blockAt(code, start - dash.length, code.endOf(item));
}

function blockAt(code: ChangingText, start: number, end: number): Block {
  const column = code.columnOf(start);
  let from = code.lineStart(start);
  while (from > 0 && commentColumn(code, code.lineStart(from - 1)) === column) from = code.lineStart(from - 1);
  let to = code.lineEnd(end);
  while (to < code.text.length && (commentColumn(code, to) ?? -1) > column) to = code.lineEnd(to);
  return { start, column, from, to };
}

/** The column of the comment that this line is; null when it is something else. */
function commentColumn(code: ChangingText, lineStart: number): number | null {
  const indent = /^ *(?=#)/.exec(code.text.slice(lineStart, code.lineEnd(lineStart)))?.[0];
  return indent?.length ?? null;
}

/** The first member of an item stands behind its dash; all else has its line for itself. */
function isAlone(code: ChangingText, { start }: Block): boolean {
  return code.text.slice(code.lineStart(start), start).trim() === "";
}

function withBlankLines(code: ChangingText, block: Block): Block {
  let { from } = block;
  while (from > 0 && code.text.slice(code.lineStart(from - 1), from).trim() === "") from = code.lineStart(from - 1);
  return { ...block, from };
}

function removal({ from, to }: Block): CodeEdit {
  return { from, to, insert: "" };
}

/** Puts whole lines where a line begins, or behind a last line that has no line break. */
function insertLines(code: ChangingText, at: number, lines: string): CodeEdit {
  const isOpen = at === code.text.length && !code.text.endsWith("\n");
  return { from: at, to: at, insert: isOpen ? `\n${lines}` : `${lines}\n` };
}

function rewriteItem(code: ChangingText, item: unknown, block: Block, value: unknown): CodeEdit {
  return { from: block.start, to: code.endOf(item), insert: printItem(value, block.column) };
}

function printMember(code: ChangingText, name: string, value: unknown, column: number): string {
  return indentLines(printYaml({ [name]: value }, { isListIndented: isListIndented(code) }), column);
}

function printItem(value: unknown, column: number): string {
  return indentLines(printYaml([value]), column);
}

/** Follows the first list of the text: whether its dashes stand further in than the name above them. */
function isListIndented({ text }: CodeText): boolean {
  const [, outer, dash] = /^( *)[^\s#-][^\n]*:[^\S\n]*\n(?:[^\S\n]*(?:#[^\n]*)?\n)*( *)- /m.exec(text) ?? [];
  return outer === undefined || dash === undefined || dash.length > outer.length;
}

function withLineBreak(lines: string): string {
  return lines.endsWith("\n") ? lines : `${lines}\n`;
}
