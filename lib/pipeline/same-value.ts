import { isPlainObject } from "./is-plain-object";

/**
 * Deep equality of plain JSON as CodePipeline means it: an absent member, an empty list and an empty object are the
 * same, because the service gives back what was left out in one of these forms.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  return memberNames(a, b).every((name) => sameValue(a[name], b[name]));
}

/** The names of the members that either object has, in order of first appearance. */
export function memberNames(a: object, b: object): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
