import { AwsServiceError } from "../aws-service-error";

export type LineFilter = (message: string) => boolean;

interface Term {
  readonly sign: "" | "?" | "-";
  readonly text: string;
}

/**
 * Reads a filter pattern for unstructured text: every plain term has to occur, any one of the `?terms`, and no `-term`;
 * quotes hold a term together. Upper and lower case differ. An empty pattern matches every line.
 *
 * Patterns for JSON, for fields and with regular expressions are refused.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string): LineFilter {
  if (/^\s*[{[%]/.test(pattern)) {
    throw new AwsServiceError(
      "InvalidParameterException",
      "The local engine filters log events by terms only, not by JSON selectors, fields or regular expressions.",
    );
  }
  const terms = termsOf(pattern);
  const all = terms.filter(({ sign }) => sign === "").map(({ text }) => text);
  const any = terms.filter(({ sign }) => sign === "?").map(({ text }) => text);
  const none = terms.filter(({ sign }) => sign === "-").map(({ text }) => text);
  return (message) =>
    all.every((text) => message.includes(text)) &&
    (any.length === 0 || any.some((text) => message.includes(text))) &&
    !none.some((text) => message.includes(text));
}

function termsOf(pattern: string): Term[] {
  return [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign = "", quoted, bare = ""]) => ({
    sign: sign === "?" || sign === "-" ? sign : "",
    text: quoted === undefined ? bare : quoted.replace(/\\(.)/g, "$1"),
  }));
}
