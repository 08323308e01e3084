import { error, type ValidationIssue } from "../../issue";
import { checkActions, type Rule } from "../../rule";

/**
 * The first stage holds source actions and nothing else; no other stage holds any.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
export const sourcePlacement: Rule = (pipeline) => {
  const categories = pipeline.stages.flatMap(({ actions }) => actions.map((action) => action.actionTypeId.category));
  const missing: ValidationIssue[] = [];
  if (!categories.includes("Source")) {
    const message = "The pipeline has no source action. Add one to the first stage.";
    missing.push(error("source-missing", "InvalidStructureException", ["stages"], message));
  }
  // Where a stage is still empty, that is what is wrong, and another rule says so.
  const isWhole = pipeline.stages.every(({ actions }) => actions.length > 0);
  if (isWhole && categories.length > 0 && categories.every((category) => category === "Source")) {
    const message = "The pipeline has only source actions. Add a stage that builds, tests, deploys or approves.";
    missing.push(error("work-missing", "InvalidStructureException", ["stages"], message));
  }
  const misplaced = checkActions(pipeline, ({ name, actionTypeId }, path, { stageIndex, stage }) => {
    const isSource = actionTypeId.category === "Source";
    if (isSource === (stageIndex === 0)) return [];
    const message = isSource
      ? `${name} is a source action in ${stage.name}. Move it to the first stage.`
      : `${name} is not a source action, and ${stage.name} is the first stage. Move it to a later stage.`;
    return [
      error(isSource ? "source-misplaced" : "first-stage-source-only", "InvalidStructureException", path, message),
    ];
  });
  return [...missing, ...misplaced];
};
