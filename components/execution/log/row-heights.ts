/** Beyond this many rows of their own height, those far away count as ordinary again until they are seen. */
const MAX_KNOWN = 4_000;

/**
 * How high rows are and where each begins, in pixels. A row is as high as a line of text until it was measured to be
 * higher, so a million rows cost as much memory as the few that wrapped and were on screen.
 */
export class RowHeights {
  readonly #ordinary: number;
  #extra = new Map<number, number>();
  /** Rows with an extra height in order, and the sum of those before each; null when out of date. */
  #index: { readonly rows: readonly number[]; readonly before: readonly number[] } | null = null;

  constructor(ordinary: number) {
    this.#ordinary = ordinary;
  }

  /** @returns whether that is news */
  set(row: number, height: number): boolean {
    const extra = height - this.#ordinary;
    if (extra === (this.#extra.get(row) ?? 0)) return false;
    if (this.#extra.size >= MAX_KNOWN) this.#extra = new Map();
    if (extra === 0) this.#extra.delete(row);
    else this.#extra.set(row, extra);
    this.#index = null;
    return true;
  }

  clear(): void {
    this.#extra = new Map();
    this.#index = null;
  }

  heightOf(row: number): number {
    return this.#ordinary + (this.#extra.get(row) ?? 0);
  }

  topOf(row: number): number {
    const { rows, before } = (this.#index ??= this.#sort());
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[middle] ?? row) < row) low = middle + 1;
      else high = middle;
    }
    return row * this.#ordinary + (before[low] ?? 0);
  }

  /** The row at a height, of `count` rows. */
  rowAt(offset: number, count: number): number {
    let low = 0;
    let high = Math.max(0, count - 1);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.topOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #sort() {
    const rows = [...this.#extra.keys()].toSorted((a, b) => a - b);
    const before = [0];
    for (const row of rows) before.push((before.at(-1) ?? 0) + (this.#extra.get(row) ?? 0));
    return { rows, before };
  }
}
