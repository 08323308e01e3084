import { assertNever } from "@/lib/assert-never";
import { isDefinite, type FilterOperator, type FilterPath, type JsonFilter, type JsonOperand } from "./json-path";
import { isEqual, isSame } from "./is-equal";
import { sizeOf } from "./members";
import type { Search } from "./search";

/**
 * Whether a value is one that a filter lets through. What is missing equals nothing, and is neither less nor more.
 * @throws TooManyVisits, JavaRegexError
 */
export function filterHolds(filter: JsonFilter, value: unknown, search: Search): boolean {
  switch (filter.type) {
    case "either":
      return filter.filters.some((one) => filterHolds(one, value, search));
    case "both":
      return filter.filters.every((one) => filterHolds(one, value, search));
    case "not":
      return !filterHolds(filter.filter, value, search);
    case "exists":
      return selectIn(filter.path, value, search).length > 0;
    case "matches": {
      const text = valueOf(filter.operand, value, search);
      return isScalar(text) && filter.pattern(String(text));
    }
    case "compare": {
      const left = valueOf(filter.left, value, search);
      return COMPARISONS[filter.operator](left, valueOf(filter.right, value, search), search);
    }
    default:
      return assertNever(filter);
  }
}

function selectIn({ from, steps }: FilterPath, value: unknown, search: Search): readonly unknown[] {
  return search.select(from === "@" ? value : search.payload, steps);
}

/** @returns undefined for a path that leads to nothing */
function valueOf(operand: JsonOperand, value: unknown, search: Search): unknown {
  if (operand.type === "value") return operand.value;
  const selected = selectIn(operand.path, value, search);
  return isDefinite(operand.path.steps) ? search.read(selected[0]) : selected;
}

type Comparison = (left: unknown, right: unknown, search: Search) => boolean;

const COMPARISONS: Readonly<Record<FilterOperator, Comparison>> = {
  "==": isEqual,
  "!=": (left, right, search) => !isEqual(left, right, search),
  "===": isSame,
  "!==": (left, right, search) => !isSame(left, right, search),
  "<": (left, right) => order(left, right) < 0,
  "<=": (left, right) => order(left, right) <= 0,
  ">": (left, right) => order(left, right) > 0,
  ">=": (left, right) => order(left, right) >= 0,
  in: isIn,
  nin: (left, right, search) => !isIn(left, right, search),
  subsetof: (left, right, search) => Array.isArray(left) && left.every((item) => isIn(item, right, search)),
  anyof: (left, right, search) => Array.isArray(left) && left.some((item) => isIn(item, right, search)),
  noneof: (left, right, search) => Array.isArray(left) && !left.some((item) => isIn(item, right, search)),
  contains: (left, right, search) =>
    typeof left === "string" ? typeof right === "string" && left.includes(right) : isIn(right, left, search),
  size: (left, right) => (typeof left === "string" || Array.isArray(left)) && left.length === right,
  empty: (left, right, search) => isEmpty(left, search) === right,
};

/** @returns NaN, which nothing compares with, unless both are numbers or both are texts */
function order(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left !== "string" || typeof right !== "string") return Number.NaN;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function isIn(item: unknown, list: unknown, search: Search): boolean {
  return Array.isArray(list) && list.some((other) => isEqual(item, other, search));
}

/** @returns null for what cannot be empty */
function isEmpty(value: unknown, search: Search): boolean | null {
  if (typeof value === "string") return value === "";
  return typeof value === "object" && value !== null ? sizeOf(value, search) === 0 : null;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
