import { createParser } from "nuqs";

/** Line numbers, counted from 1, both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** `12` and `12-20`; anything else is null. */
export function parseLineRange(text: string): LineRange | null {
  const match = /^([1-9]\d{0,14})(?:-([1-9]\d{0,14}))?$/.exec(text);
  if (!match) return null;
  const one = Number(match[1]);
  const other = Number(match[2] ?? match[1]);
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

export function formatLineRange({ first, last }: LineRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}

export function isInRange(range: LineRange | null, line: number): boolean {
  return range !== null && line >= range.first && line <= range.last;
}

/** For the address of the page: `?line=12-20`. */
export const lineRangeParser = createParser({
  parse: parseLineRange,
  serialize: formatLineRange,
  eq: (one, other) => one.first === other.first && one.last === other.last,
});
