import { isRequired } from "../../../action-types/catalogue";
import { error } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/** Keys that an action type asks for are there. @see AWS user guide, action structure reference */
export const requiredConfiguration: Rule = (pipeline, context) =>
  checkActions(pipeline, (action, path) => {
    const type = typeOf(action.actionTypeId, context);
    if (type === null) return [];
    return type.configuration
      .filter((property) => isRequired(property, action, type) && !action.configuration?.[property.name])
      .map(({ name }) => {
        const message = `${name} is required by ${type.displayName}. Fill it in.`;
        return error(
          "configuration-missing",
          "InvalidActionDeclarationException",
          [...path, "configuration", name],
          message,
        );
      });
  });
