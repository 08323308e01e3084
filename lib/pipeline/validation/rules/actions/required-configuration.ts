import { isRequired } from "../../../action-types/catalogue";
import { error, warning } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/** Keys that an action type asks for are there. @see AWS user guide, action structure reference */
export const requiredConfiguration: Rule = (pipeline, context) =>
  checkActions(pipeline, (action, path) => {
    const type = typeOf(action.actionTypeId, context);
    if (type === null) return [];
    return type.configuration
      .filter((property) => isRequired(property, action, type) && !action.configuration?.[property.name])
      .map(({ name, isMissedAtRunTime }) => {
        const place = [...path, "configuration", name];
        if (isMissedAtRunTime) {
          const message = `${name} is empty. The pipeline can be saved without it, but ${action.name} will fail. Fill it in.`;
          return warning("configuration-missed", place, message);
        }
        const message = `${name} is required by ${type.displayName}. Fill it in.`;
        return error("configuration-missing", "InvalidActionDeclarationException", place, message);
      });
  });
