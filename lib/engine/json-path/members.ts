import type { Search } from "./search";

export function isMembers(value: object): value is Readonly<Record<string, unknown>> {
  return !Array.isArray(value);
}

/** How many items or members there are. @throws TooManyVisits */
export function sizeOf(value: object, search: Search): number {
  if (Array.isArray(value)) return value.length;
  const { length } = Object.keys(value);
  search.visit(length);
  return length;
}
