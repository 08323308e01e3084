/** Smaller than this, a tile cannot be read from across a room. */
const LEAST_WIDTH = 300;
const LEAST_HEIGHT = 150;
/** A tile twice as wide as high holds its text best. */
const BEST_RATIO = 2;

export interface BoardLayout {
  readonly columns: number;
  readonly rows: number;
  readonly pages: number;
}

/**
 * The largest tiles of which all fit on one page; when even the smallest do not, as many of those as fit, and pages.
 * `width` and `height` are what the tiles may take, in pixels.
 */
export function boardLayout(
  count: number,
  { width, height }: { readonly width: number; readonly height: number },
): BoardLayout {
  const mostColumns = Math.max(1, Math.floor(width / LEAST_WIDTH));
  const mostRows = Math.max(1, Math.floor(height / LEAST_HEIGHT));
  let best: (BoardLayout & { size: number }) | null = null;
  for (let columns = 1; columns <= mostColumns; columns += 1) {
    const rows = Math.max(1, Math.ceil(count / columns));
    if (rows > mostRows) continue;
    const size = Math.min(width / columns / BEST_RATIO, height / rows);
    if (!best || size > best.size) best = { columns, rows, pages: 1, size };
  }
  if (best) return { columns: best.columns, rows: best.rows, pages: 1 };
  const pages = Math.max(1, Math.ceil(count / (mostColumns * mostRows)));
  return { columns: mostColumns, rows: mostRows, pages };
}
