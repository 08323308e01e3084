import { error } from "../../issue";
import { checkStages, type Rule } from "../../rule";

/** Every stage has an action. The exception's class is unverified. @see AWS user guide, pipeline structure reference */
export const stageHasActions: Rule = (pipeline) =>
  checkStages(pipeline, ({ name, actions }, path) => {
    if (actions.length > 0) return [];
    const message = `${name} has no actions. Add one, or remove the stage.`;
    return [error("stage-empty", "InvalidStageDeclarationException", [...path, "actions"], message)];
  });
