import type { Template, TemplateParameter } from "./read-template";
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
  const missing = declared.filter(([name, { Default }]) => given[name] === undefined && Default === undefined);
  if (missing.length > 0) {
    throw new TemplateError(`Parameters: [${missing.map(([name]) => name).join(", ")}] must have values`);
  }
  return Object.fromEntries(
    declared.map(([name, parameter]) => [name, checkValue(name, parameter, given[name] ?? textOf(parameter.Default))]),
  );
}

function checkValue(name: string, { Type, AllowedValues }: TemplateParameter, value: string): string {
  if (AllowedValues && !AllowedValues.some((allowed) => textOf(allowed) === value)) {
    throw new TemplateError(`Parameter '${name}' must be one of AllowedValues`);
  }
  if (Type === "Number" && !/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(value)) {
    throw new TemplateError(`Parameter '${name}' must be a number.`);
  }
  return value;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
