import { isPlainObject } from "../is-plain-object";
import { memberNames, sameValue } from "../same-value";

/**
 * Finds, for each item of a changed list, which of the old items it is: the same value, or else the same name, or else
 * one that plainly resembles it.
 * @returns for each wanted item the index of the old one, or `null` for a new item
 */
export function matchItems(was: readonly unknown[], wanted: readonly unknown[]): readonly (number | null)[] {
  const matches: (number | null)[] = wanted.map((item, index) =>
    index < was.length && sameValue(was[index], item) ? index : null,
  );
  const taken = new Set(matches.filter((index) => index !== null));
  const pair = (isSame: (old: unknown, item: unknown, oldIndex: number, index: number) => boolean): void => {
    wanted.forEach((item, index) => {
      if (matches[index] !== null) return;
      const found = was.findIndex((old, oldIndex) => !taken.has(oldIndex) && isSame(old, item, oldIndex, index));
      if (found === -1) return;
      matches[index] = found;
      taken.add(found);
    });
  };
  pair((old, item) => nameOf(old) === nameOf(item) && sameValue(old, item));
  pair((old, item) => nameOf(old) !== undefined && nameOf(old) === nameOf(item));
  pair((old, item) => resembles(old, item));
  // Texts have no identity but their place.
  pair((old, item, oldIndex, index) => typeof old === "string" && typeof item === "string" && oldIndex === index);
  return matches;
}

/** The members of a sequence of numbers that already ascend, as many as there can be: they need not move. */
export function longestAscent(numbers: readonly number[]): ReadonlySet<number> {
  /** For each length, the position of the smallest number that ends such an ascent. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  numbers.forEach((value, position) => {
    let length = ends.length;
    while (length > 0 && (numbers[ends[length - 1] ?? 0] ?? 0) >= value) length -= 1;
    before[position] = ends[length - 1];
    ends[length] = position;
  });
  const ascent = new Set<number>();
  for (let position = ends.at(-1); position !== undefined; position = before[position]) {
    ascent.add(numbers[position] ?? 0);
  }
  return ascent;
}

function nameOf(value: unknown): unknown {
  return isPlainObject(value) ? value["name"] : undefined;
}

function resembles(a: unknown, b: unknown): boolean {
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  const names = memberNames(a, b);
  return names.filter((name) => sameValue(a[name], b[name])).length * 2 >= names.length;
}
