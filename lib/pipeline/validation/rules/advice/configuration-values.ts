import type { ConfigurationProperty } from "../../../action-types/configuration-property";
import { warning } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";
import { clip } from "../../shape";

/**
 * Values that the documentation does not list. What the service says to them differs by provider and is unverified,
 * so they are warned about. A value with a variable in it is only known when the action starts.
 */
export const configurationValues: Rule = (pipeline, context) =>
  checkActions(pipeline, ({ actionTypeId, configuration = {} }, path) => {
    const properties = typeOf(actionTypeId, context)?.configuration ?? [];
    return properties.flatMap((property) => {
      const value = configuration[property.name];
      if (!value || value.includes("#{")) return [];
      const expected = expectation(property, value);
      if (expected === null) return [];
      const message = `${property.name} is "${clip(value)}". Use ${expected}.`;
      return [warning("configuration-value", [...path, "configuration", property.name], message)];
    });
  });

/** What the value should have been, or `null` when it is right. */
function expectation({ allowedValues, type }: ConfigurationProperty, value: string): string | null {
  if (type === "Boolean") return /^(true|false)$/i.test(value) ? null : "true or false";
  if (allowedValues) return allowedValues.includes(value) ? null : allowedValues.join(", ");
  if (type === "Number") return Number.isFinite(Number(value)) ? null : "a number";
  return null;
}
