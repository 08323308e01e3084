/** Lines that stand behind a folded one: `from` stays, those after it up to `to` are hidden. Counted from 0. */
export interface FoldedLines {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
}

/** Which line is in which row while some lines are folded away. */
export interface FoldMap {
  readonly rows: number;
  lineOfRow(row: number): number;
  /** Of a hidden line, the row of the line it stands behind. */
  rowOfLine(line: number): number;
}

export function foldMap(lines: number, folded: readonly FoldedLines[]): FoldMap {
  const hidden = hiddenRanges(lines, folded);
  const before: number[] = [];
  let sum = 0;
  for (const { from, to } of hidden) {
    before.push(sum);
    sum += to - from;
  }
  return {
    rows: lines - sum,
    lineOfRow(row) {
      const index = lastWhere(hidden, ({ from }, at) => from - (before[at] ?? 0) <= row);
      const range = hidden[index];
      return range ? row + (before[index] ?? 0) + range.to - range.from : row;
    },
    rowOfLine(line) {
      const index = lastWhere(hidden, ({ from }) => from <= line);
      const range = hidden[index];
      if (!range) return line;
      const hiddenBefore = before[index] ?? 0;
      return line < range.to ? range.from - 1 - hiddenBefore : line - hiddenBefore - (range.to - range.from);
    },
  };
}

/** In order, without touching each other. */
function hiddenRanges(lines: number, folded: readonly FoldedLines[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { from, to } of folded.toSorted((a, b) => a.from - b.from)) {
    const range = { from: from + 1, to: Math.min(to, lines) };
    const last = ranges.at(-1);
    if (range.to <= range.from) continue;
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else ranges.push(range);
  }
  return ranges;
}

function lastWhere<Item>(items: readonly Item[], claim: (item: Item, index: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && claim(item, middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
