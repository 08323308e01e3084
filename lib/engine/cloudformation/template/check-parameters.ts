import { textOf } from "../../text-of";
import { checkParameterValue } from "./check-parameter-value";
import type { Template } from "./read-template";
import { TemplateError } from "./template-error";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_PARAMETERS = 200;

/**
 * Holds parameters against their template, and fills in defaults.
 * @throws TemplateError
 */
export function checkParameters(
  template: Template,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const declared = Object.entries(template.Parameters);
  if (declared.length > MOST_PARAMETERS) {
    throw new TemplateError(
      `Template format error: Number of parameters is greater than maximum allowed, ${MOST_PARAMETERS}`,
    );
  }
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(template.Parameters, name));
  if (unknown.length > 0) throw new TemplateError(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  const values = new Map(Object.entries(given));
  const missing = declared.filter(([name, { Default }]) => !values.has(name) && Default === undefined);
  if (missing.length > 0) {
    throw new TemplateError(`Parameters: [${missing.map(([name]) => name).join(", ")}] must have values`);
  }
  const complete = declared.map(([name, parameter]) => {
    const value = values.get(name) ?? textOf(parameter.Default);
    checkParameterValue(name, parameter, value);
    return [name, value] as const;
  });
  return Object.fromEntries(complete);
}
