import { JavaRegexError } from "@/lib/pipeline/java-regex/pattern-node";
import { filterHolds } from "./filter-holds";
import type { JsonPath, Selector } from "./json-path";
import { isMembers, sizeOf } from "./members";
import { Search, TooManyVisits } from "./search";

/**
 * Every value that a path selects, in the order of the payload.
 * @returns null when the payload is too large for the path
 */
export function selectByPath(payload: unknown, path: JsonPath): readonly unknown[] | null {
  try {
    return new Search(payload, selectFrom).select(payload, path);
  } catch (error) {
    if (error instanceof TooManyVisits || error instanceof JavaRegexError) return null;
    throw error;
  }
}

/** @throws TooManyVisits, JavaRegexError */
function selectFrom(start: unknown, path: JsonPath, search: Search): readonly unknown[] {
  let selected: unknown[] = [start];
  for (const { descends, selector } of path) {
    const next: unknown[] = [];
    for (const value of selected) {
      for (const candidate of descends ? withDescendants(value) : [value]) {
        const found = childrenOf(candidate, selector, search);
        search.visit(1 + found.length);
        for (const child of found) next.push(child);
      }
    }
    selected = next;
  }
  return selected;
}

/** Without recursion: a payload may be nested as deep as it is long. */
function* withDescendants(value: unknown): Generator<unknown, void, undefined> {
  const pending = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    if (typeof next === "object" && next !== null) {
      for (const child of Object.values(next).toReversed()) pending.push(child);
    }
  }
}

function childrenOf(value: unknown, selector: Selector, search: Search): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (selector.type === "all") return Object.values(value);
  if (selector.type === "length") return [sizeOf(value, search)];
  if (selector.type === "filter") {
    // An object is looked at itself, not its members.
    const candidates: readonly unknown[] = Array.isArray(value) ? value : [value];
    return candidates.filter((candidate) => filterHolds(selector.filter, candidate, search));
  }
  if (selector.type === "names") {
    if (!isMembers(value)) return [];
    return selector.names.filter((name) => Object.hasOwn(value, name)).map((name) => value[name]);
  }
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  if (selector.type === "slice") return items.slice(selector.from ?? undefined, selector.to ?? undefined);
  return selector.indexes.map((index) => items.at(index)).filter((item) => item !== undefined);
}
