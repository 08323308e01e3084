import { MAX_ACTIONS_PER_PIPELINE, MAX_ACTIONS_PER_STAGE, RECOMMENDED_ACTIONS_PER_STAGE } from "../../../limits";
import { error, warning } from "../../issue";
import { checkStages, type Rule } from "../../rule";

/**
 * Quotas for actions. AWS's pages say 50 and 100 actions per stage: above 50 we warn, above 100 we refuse. Which
 * exception the service raises is unverified; we name the one of the structure that is too large.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 */
export const actionCount: Rule = (pipeline, { limits }) => {
  const maxInAll = limits?.actionsPerPipeline ?? MAX_ACTIONS_PER_PIPELINE;
  const maxPerStage = limits?.actionsPerStage ?? MAX_ACTIONS_PER_STAGE;
  const total = pipeline.stages.reduce((count, { actions }) => count + actions.length, 0);
  const message = `A pipeline has ${maxInAll} actions at most; this one has ${total}. Split the pipeline.`;
  return [
    ...(total > maxInAll ? [error("pipeline-action-count", "InvalidStructureException", ["stages"], message)] : []),
    ...checkStages(pipeline, ({ name, actions }, stagePath) => {
      const path = [...stagePath, "actions"];
      if (actions.length > maxPerStage) {
        const text = `${name} has ${actions.length} actions, and a stage has ${maxPerStage} at most. Split the stage.`;
        return [error("stage-action-count", "InvalidStageDeclarationException", path, text)];
      }
      if (actions.length <= RECOMMENDED_ACTIONS_PER_STAGE) return [];
      const text = `${name} has ${actions.length} actions. AWS's user guide allows ${RECOMMENDED_ACTIONS_PER_STAGE}; consider splitting the stage.`;
      return [warning("stage-action-count-high", path, text)];
    }),
  ];
};
