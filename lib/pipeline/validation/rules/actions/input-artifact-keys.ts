import { error } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/** Keys such as PrimarySource name one of the action's own input artifacts. @see AWS user guide, action structure reference */
export const inputArtifactKeys: Rule = (pipeline, context) =>
  checkActions(pipeline, (action, path) => {
    const inputs = (action.inputArtifacts ?? []).map(({ name }) => name);
    const properties = typeOf(action.actionTypeId, context)?.configuration ?? [];
    return properties.flatMap(({ name, namesInputArtifact }) => {
      const value = action.configuration?.[name];
      if (!namesInputArtifact || !value || value.includes("#{") || inputs.includes(value)) return [];
      const message = `${name} is ${value}, which is not an input artifact of ${action.name}. Choose ${inputs.join(" or ") || "one after connecting it"}.`;
      return [
        error(
          "configuration-artifact-unknown",
          "InvalidActionDeclarationException",
          [...path, "configuration", name],
          message,
        ),
      ];
    });
  });
