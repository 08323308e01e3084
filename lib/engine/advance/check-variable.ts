import { entryOf } from "@/lib/pipeline/entry-of";
import { matchesJavaRegex } from "@/lib/pipeline/java-regex/matches-java-regex";
import { JavaRegexError } from "@/lib/pipeline/java-regex/pattern-node";
import type { ErrorDetails } from "../records";

type Checked = { readonly status: "Succeeded" } | { readonly status: "Failed"; readonly error: ErrorDetails };

/**
 * The rule VariableCheck: `Variable`, `Operator` and `Value`, already resolved.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-VariableCheck.html
 */
export function checkVariable(configuration: Readonly<Record<string, string>>): Checked {
  const { Variable: variable = "", Operator: operator = "", Value: value = "" } = configuration;
  const compare = entryOf(OPERATORS, operator);
  if (!compare)
    return failed("ConfigurationError", `The operator "${operator}" is not one of EQ, NE, CONTAINS, MATCHES.`);
  try {
    if (compare(variable, value)) return { status: "Succeeded" };
  } catch (error) {
    if (!(error instanceof JavaRegexError)) throw error;
    return failed(
      "ConfigurationError",
      `The value "${value}" cannot be used as a regular expression: ${error.message}.`,
    );
  }
  return failed("JobFailed", `"${variable}" ${operator} "${value}" does not hold.`);
}

const OPERATORS: Readonly<Record<string, (variable: string, value: string) => boolean>> = {
  EQ: (variable, value) => variable === value,
  NE: (variable, value) => variable !== value,
  CONTAINS: (variable, value) => variable.includes(value),
  MATCHES: (variable, value) => matchesJavaRegex(value, variable),
};

function failed(code: string, message: string): Checked {
  return { status: "Failed", error: { code, message } };
}
