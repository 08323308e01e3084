import { error } from "../../issue";
import { checkStages, repeated, type Rule } from "../../rule";

/** Action names are unique within a stage. @see AWS user guide, pipeline structure reference */
export const uniqueActionNames: Rule = (pipeline) =>
  checkStages(pipeline, (stage, path) => {
    const twice = repeated(stage.actions.map(({ name }) => name));
    return stage.actions.flatMap(({ name }, index) => {
      if (!twice.has(name)) return [];
      const message = `Several actions of ${stage.name} are called ${name}. Give each a name of its own.`;
      return [
        error(
          "action-name-duplicate",
          "InvalidActionDeclarationException",
          [...path, "actions", index, "name"],
          message,
        ),
      ];
    });
  });
