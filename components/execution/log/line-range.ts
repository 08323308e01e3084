/** Line numbers, counted from 1, both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** `#L12` and `#L12-L20`; anything else is null. */
export function parseLineRange(hash: string): LineRange | null {
  const match = /^#L(\d+)(?:-L(\d+))?$/.exec(hash);
  if (!match) return null;
  const one = Number(match[1]);
  const other = Number(match[2] ?? match[1]);
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

export function formatLineRange({ first, last }: LineRange): string {
  return first === last ? `#L${first}` : `#L${first}-L${last}`;
}

export function isInRange(range: LineRange | null, line: number): boolean {
  return range !== null && line >= range.first && line <= range.last;
}
