import { isMembers } from "./members";
import type { Search } from "./search";

/** As `==` has it: a number equals the text that says it. What is missing equals nothing. @throws TooManyVisits */
export function isEqual(left: unknown, right: unknown, search: Search): boolean {
  if (typeof left === "string" && typeof right === "number") return left === String(right);
  if (typeof left === "number" && typeof right === "string") return right.trim() !== "" && left === Number(right);
  return isSame(left, right, search);
}

/** As `===` has it. Without recursion: a payload may be nested as deep as it is long. @throws TooManyVisits */
export function isSame(left: unknown, right: unknown, search: Search): boolean {
  if (left === undefined) return false;
  const pending: [unknown, unknown][] = [[left, right]];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    search.visit(1);
    const inner = innerPairs(...pair, search);
    if (inner === null) return false;
    for (const one of inner) pending.push(one);
  }
  return true;
}

/** @returns what has to be the same for two values to be; null when they are not, whatever is in them */
function innerPairs(left: unknown, right: unknown, search: Search): readonly [unknown, unknown][] | null {
  if (left === right) return [];
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return null;
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return null;
    search.visit(left.length);
    return left.map((item: unknown, index) => [item, right[index]]);
  }
  if (!isMembers(left) || !isMembers(right)) return null;
  const names = Object.keys(left);
  search.visit(names.length);
  if (names.length !== Object.keys(right).length || !names.every((name) => Object.hasOwn(right, name))) return null;
  return names.map((name) => [left[name], right[name]]);
}
