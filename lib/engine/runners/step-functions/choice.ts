import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { findPath, readPath, type PathScope } from "./paths";
import { runtimeError } from "./state-error";

type Rule = Readonly<Record<string, unknown>>;

/** Whether a rule of a Choice state holds. @throws StateError for a comparison it does not know */
export function holds(rule: Rule, scope: PathScope): boolean {
  if (Array.isArray(rule["And"])) return rulesOf(rule["And"]).every((each) => holds(each, scope));
  if (Array.isArray(rule["Or"])) return rulesOf(rule["Or"]).some((each) => holds(each, scope));
  if (isPlainObject(rule["Not"])) return !holds(rule["Not"], scope);
  const variable = rule["Variable"];
  const [operator] = Object.keys(rule).filter((key) => !["Variable", "Next", "Comment"].includes(key));
  if (typeof variable !== "string" || operator === undefined) {
    throw runtimeError("A rule of a Choice state has neither a Variable with a comparison, nor And, Or or Not.");
  }
  if (operator === "IsPresent") return (findPath(variable, scope) !== undefined) === rule[operator];
  const value = readPath(variable, scope);
  const expected = operator.endsWith("Path") ? readPath(String(rule[operator]), scope) : rule[operator];
  return compare(operator.replace(/Path$/, ""), value, expected);
}

const TYPE_TESTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === "string",
  IsNumeric: (value) => typeof value === "number",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => typeof value === "string" && isTimestamp(value),
};

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
};

function compare(operator: string, value: unknown, expected: unknown): boolean {
  const isOfType = TYPE_TESTS[operator];
  if (isOfType) return isOfType(value) === expected;
  if (operator === "BooleanEquals") return typeof value === "boolean" && value === expected;
  if (operator === "StringMatches") {
    return typeof value === "string" && typeof expected === "string" && wildcard(expected).test(value);
  }
  const [, kind, name = ""] = /^(String|Numeric|Timestamp)(\w+)$/.exec(operator) ?? [];
  const isInOrder = ORDERS[name];
  if (!isInOrder) throw runtimeError(`A Choice state compares by ${operator}, which there is not.`);
  const order = orderOf(kind, value, expected);
  return order !== null && isInOrder(order);
}

/** Null where one of the two is of another kind: then no comparison holds. */
function orderOf(kind: string | undefined, value: unknown, expected: unknown): number | null {
  if (kind === "Numeric") return typeof value === "number" && typeof expected === "number" ? value - expected : null;
  if (typeof value !== "string" || typeof expected !== "string") return null;
  if (kind === "Timestamp")
    return isTimestamp(value) && isTimestamp(expected) ? Date.parse(value) - Date.parse(expected) : null;
  if (value === expected) return 0;
  return value < expected ? -1 : 1;
}

function isTimestamp(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text) && Number.isFinite(Date.parse(text));
}

function rulesOf(values: readonly unknown[]): Rule[] {
  return values.filter(isPlainObject);
}

/** `*` stands for anything; one behind a backslash is a character like any other. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.split(/(?<!\\)\*/).map((part) => escapeText(part.replaceAll("\\*", "*")));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
