import { javaRegexMatcher } from "@/lib/pipeline/java-regex/matches-java-regex";
import { JavaRegexError } from "@/lib/pipeline/java-regex/pattern-node";
import { textOf } from "../../text-of";
import type { TemplateParameter } from "./read-template";
import { TemplateError } from "./template-error";

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/**
 * Holds one value of a parameter against what its template allows. Of a list, every item has to be allowed.
 * @throws TemplateError, which never tells the value
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function checkParameterValue(name: string, parameter: TemplateParameter, value: string): void {
  const { Type, ConstraintDescription } = parameter;
  const isList = /^(?:CommaDelimitedList|List<.*>)$/.test(Type);
  const items = isList && value !== "" ? value.split(",").map((item) => item.trim()) : [value];
  const problem =
    ofValues(parameter, items) ??
    ofNumbers(parameter, items) ??
    ofLengths(parameter, items) ??
    ofPattern(name, parameter, items);
  if (problem === null) return;
  throw new TemplateError(
    ConstraintDescription === undefined
      ? `Parameter '${name}' ${problem}`
      : `Parameter '${name}' failed to satisfy constraint: ${ConstraintDescription}`,
  );
}

function ofValues({ AllowedValues }: TemplateParameter, items: readonly string[]): string | null {
  const allowed = AllowedValues && new Set(AllowedValues.map(textOf));
  return allowed && !items.every((item) => allowed.has(item)) ? "must be one of AllowedValues" : null;
}

function ofNumbers({ Type, MinValue, MaxValue }: TemplateParameter, items: readonly string[]): string | null {
  if (Type !== "Number" && Type !== "List<Number>") return null;
  if (!items.every((item) => NUMBER.test(item))) return "must be a number.";
  const [least, most] = [limitOf(MinValue, -Infinity), limitOf(MaxValue, Infinity)];
  if (items.some((item) => Number(item) < least)) return `must be a number not less than ${textOf(MinValue)}`;
  return items.some((item) => Number(item) > most) ? `must be a number not greater than ${textOf(MaxValue)}` : null;
}

function ofLengths({ MinLength, MaxLength }: TemplateParameter, items: readonly string[]): string | null {
  const [least, most] = [limitOf(MinLength, 0), limitOf(MaxLength, Infinity)];
  if (items.some(({ length }) => length < least)) return `must contain at least ${textOf(MinLength)} characters`;
  return items.some(({ length }) => length > most) ? `must contain at most ${textOf(MaxLength)} characters` : null;
}

/** A pattern is one of Java's, and has to match as a whole. It is the template's, and some would take for ever. */
function ofPattern(
  name: string,
  { AllowedPattern: pattern }: TemplateParameter,
  items: readonly string[],
): string | null {
  if (pattern === undefined) return null;
  try {
    const matches = javaRegexMatcher(pattern);
    return items.every((item) => matches(item)) ? null : `must match pattern ${pattern}`;
  } catch (error) {
    if (!(error instanceof JavaRegexError)) throw error;
    throw new TemplateError(
      `Template format error: AllowedPattern of parameter ${name} cannot be used: ${error.message}.`,
      { cause: error },
    );
  }
}

function limitOf(limit: unknown, otherwise: number): number {
  return limit === undefined ? otherwise : Number(limit);
}
