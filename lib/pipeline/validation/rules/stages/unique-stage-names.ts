import { error } from "../../issue";
import { checkStages, repeated, type Rule } from "../../rule";

/** Stage names are unique within a pipeline. @see AWS user guide, pipeline structure reference */
export const uniqueStageNames: Rule = (pipeline) => {
  const twice = repeated(pipeline.stages.map(({ name }) => name));
  return checkStages(pipeline, ({ name }, path) => {
    if (!twice.has(name)) return [];
    const message = `Several stages are called ${name}. Give each a name of its own.`;
    return [error("stage-name-duplicate", "InvalidStageDeclarationException", [...path, "name"], message)];
  });
};
