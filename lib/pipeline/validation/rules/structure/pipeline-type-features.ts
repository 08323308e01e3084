import { error, warning, type ValidationIssue } from "../../issue";
import { checkStages, CONDITION_TYPES, type Rule } from "../../rule";

/**
 * Variables, triggers, the modes QUEUED and PARALLEL, and stage conditions need type V2. Without a type AWS's pages
 * disagree on what the service assumes, so we ask for one.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-types-planning.html
 */
export const pipelineTypeFeatures: Rule = (pipeline) => {
  const { pipelineType, executionMode, variables = [], triggers = [] } = pipeline;
  if (pipelineType === undefined) {
    const message =
      "The pipeline does not say whether it is V1 or V2. Choose one: AWS's default depends on what else is used.";
    return [warning("pipeline-type-missing", ["pipelineType"], message)];
  }
  if (pipelineType === "V2") return [];
  const issues: ValidationIssue[] = [];
  const refuse = (feature: string, member: string): void => {
    const message = `${feature} need a V2 pipeline. Change the type to V2, or remove them.`;
    issues.push(error("v2-feature", "InvalidStructureException", [member], message));
  };
  if (variables.length > 0) refuse("Pipeline variables", "variables");
  if (triggers.length > 0) refuse("Triggers", "triggers");
  if (executionMode === "QUEUED" || executionMode === "PARALLEL")
    refuse("QUEUED and PARALLEL executions", "executionMode");
  const conditions = checkStages(pipeline, (stage, path) =>
    CONDITION_TYPES.filter((type) => stage[type] !== undefined).map((type) => {
      const message = `${type} of ${stage.name} needs a V2 pipeline. Change the type to V2, or remove it.`;
      return error("v2-condition", "InvalidStageDeclarationException", [...path, type], message);
    }),
  );
  return [...issues, ...conditions];
};
