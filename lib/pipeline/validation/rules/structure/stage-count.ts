import { MAX_STAGES, MIN_STAGES } from "../../../limits";
import { error } from "../../issue";
import type { Rule } from "../../rule";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html */
export const stageCount: Rule = ({ stages }, { limits }) => {
  const max = limits?.stagesPerPipeline ?? MAX_STAGES;
  if (stages.length < MIN_STAGES) {
    const message = `A pipeline has at least ${MIN_STAGES} stages; this one has ${stages.length}. Add a stage.`;
    return [error("stage-count-low", "InvalidStructureException", ["stages"], message)];
  }
  if (stages.length <= max) return [];
  const message = `A pipeline has ${max} stages at most; this one has ${stages.length}. Remove some, or split the pipeline.`;
  return [error("stage-count-high", "InvalidStructureException", ["stages"], message)];
};
