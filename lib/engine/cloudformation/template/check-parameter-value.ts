import { runInNewContext } from "node:vm";
import type { TemplateParameter } from "./read-template";
import { TemplateError } from "./template-error";

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;
/** A pattern is the template's, and some take longer than the universe has been there. */
const LONGEST_MATCH_MS = 200;

/**
 * Holds one value of a parameter against what its template allows. Of a list, every item has to be allowed.
 * @throws TemplateError, which never tells the value
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function checkParameterValue(name: string, parameter: TemplateParameter, value: string): void {
  const { Type, ConstraintDescription } = parameter;
  const isList = /^(?:CommaDelimitedList|List<.*>)$/.test(Type);
  const items = isList && value !== "" ? value.split(",").map((item) => item.trim()) : [value];
  for (const item of items) {
    const problem = problemOf(name, parameter, item);
    if (problem === null) continue;
    throw new TemplateError(
      ConstraintDescription === undefined
        ? problem
        : `Parameter '${name}' failed to satisfy constraint: ${ConstraintDescription}`,
    );
  }
}

function problemOf(name: string, parameter: TemplateParameter, value: string): string | null {
  const { Type, AllowedValues, AllowedPattern } = parameter;
  const at = `Parameter '${name}'`;
  if (AllowedValues && !AllowedValues.some((allowed) => textOf(allowed) === value)) {
    return `${at} must be one of AllowedValues`;
  }
  if (Type === "Number" || Type === "List<Number>") {
    if (!NUMBER.test(value)) return `${at} must be a number.`;
    if (Number(value) < limitOf(parameter.MinValue, -Infinity)) {
      return `${at} must be a number not less than ${textOf(parameter.MinValue)}`;
    }
    if (Number(value) > limitOf(parameter.MaxValue, Infinity)) {
      return `${at} must be a number not greater than ${textOf(parameter.MaxValue)}`;
    }
  }
  if (value.length < limitOf(parameter.MinLength, 0)) {
    return `${at} must contain at least ${textOf(parameter.MinLength)} characters`;
  }
  if (value.length > limitOf(parameter.MaxLength, Infinity)) {
    return `${at} must contain at most ${textOf(parameter.MaxLength)} characters`;
  }
  const isMatch = AllowedPattern === undefined || matches(name, AllowedPattern, value);
  return isMatch ? null : `${at} must match pattern ${AllowedPattern}`;
}

/** Java's regular expressions begin with their flags, JavaScript's do not have them. */
const IGNORE_CASE = "(?i)";

/** The whole value has to match. The limit of time holds only for code that runs in a context of its own. */
function matches(name: string, pattern: string, value: string): boolean {
  const ignoresCase = pattern.startsWith(IGNORE_CASE);
  const plain = ignoresCase ? pattern.slice(IGNORE_CASE.length) : pattern;
  const sandbox = { pattern: `^(?:${plain})$`, flags: ignoresCase ? "i" : "", value };
  try {
    return runInNewContext("new RegExp(pattern, flags).test(value)", sandbox, { timeout: LONGEST_MATCH_MS }) === true;
  } catch (error) {
    const problem = isTimeout(error) ? "takes too long to match" : "is not a regular expression";
    throw new TemplateError(`Template format error: AllowedPattern of parameter ${name} ${problem}.`, { cause: error });
  }
}

function isTimeout(error: unknown): boolean {
  // An error of the other context is no Error of this one.
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}

function limitOf(limit: unknown, otherwise: number): number {
  return limit === undefined ? otherwise : Number(limit);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
