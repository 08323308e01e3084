import type { PipelineDeclaration } from "./declaration";
import { DEFAULT_RUN_ORDER } from "./limits";
import { actionTypesForPipelineType } from "./validation/rules/actions/action-types-for-pipeline-type";
import { pipelineTypeFeatures } from "./validation/rules/structure/pipeline-type-features";

/**
 * A declaration with what the service fills in when it is left out: the type, the execution mode and every `runOrder`.
 * That the service shows them when the declaration is read is unverified.
 */
export function withServiceDefaults(pipeline: PipelineDeclaration): PipelineDeclaration {
  return {
    ...pipeline,
    stages: pipeline.stages.map((stage) => ({
      ...stage,
      actions: stage.actions.map((action) => ({ ...action, runOrder: action.runOrder ?? DEFAULT_RUN_ORDER })),
    })),
    executionMode: pipeline.executionMode ?? "SUPERSEDED",
    pipelineType: pipeline.pipelineType ?? defaultPipelineType(pipeline),
  };
}

/**
 * A pipeline that does not say its type is V1, unless it uses what only V2 has.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-types.html
 */
export function defaultPipelineType(pipeline: PipelineDeclaration): "V1" | "V2" {
  const asFirst = { ...pipeline, pipelineType: "V1" } as const;
  const issues = [...pipelineTypeFeatures(asFirst, {}), ...actionTypesForPipelineType(asFirst, {})];
  return issues.some(({ severity }) => severity === "error") ? "V2" : "V1";
}
