import { error } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/** An action has no keys that its type does not know. @see AWS user guide, action structure reference */
export const unknownConfiguration: Rule = (pipeline, context) =>
  checkActions(pipeline, ({ actionTypeId, configuration = {} }, path) => {
    const type = typeOf(actionTypeId, context);
    if (type === null || type.acceptsOtherKeys) return [];
    const known = new Set(type.configuration.map(({ name }) => name));
    return Object.keys(configuration)
      .filter((key) => !known.has(key))
      .map((key) => {
        const message = `${type.displayName} has no configuration key ${key}. Remove it.`;
        return error(
          "configuration-unknown",
          "InvalidActionDeclarationException",
          [...path, "configuration", key],
          message,
        );
      });
  });
