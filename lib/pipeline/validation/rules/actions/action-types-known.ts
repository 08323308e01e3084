import { error, warning } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/**
 * Category, owner, provider and version name an action type together. A custom type exists only in its account: while
 * the account's types are unknown we warn.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html
 */
export const actionTypesKnown: Rule = (pipeline, context) =>
  checkActions(pipeline, ({ name, actionTypeId: id }, actionPath) => {
    if (typeOf(id, context)) return [];
    const path = [...actionPath, "actionTypeId"];
    const type = `${id.category} / ${id.owner} / ${id.provider} / version ${id.version}`;
    if (id.owner === "Custom" && context.customActionTypes === undefined) {
      const message = `${name} uses the custom action type ${type}. Make sure that the account has it before you publish.`;
      return [warning("action-type-custom", path, message)];
    }
    const message = `${name} has the action type ${type}, which does not exist. Choose another.`;
    return [error("action-type-unknown", "InvalidActionDeclarationException", path, message)];
  });
