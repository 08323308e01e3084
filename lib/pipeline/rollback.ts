import type { PipelineDeclaration } from "./declaration";
import { defaultPipelineType } from "./service-defaults";

/**
 * Why a stage cannot be rolled back, whatever the target; null where it can.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
 */
export function findRollbackObstacle(declaration: PipelineDeclaration, stageName: string): string | null {
  const index = declaration.stages.findIndex(({ name }) => name === stageName);
  if (index === -1) return "The live pipeline has no such stage.";
  if (index === 0) return "The source stage cannot be rolled back.";
  if (declaration.executionMode === "PARALLEL") return "A pipeline in PARALLEL mode cannot be rolled back.";
  const type = declaration.pipelineType ?? defaultPipelineType(declaration);
  return type === "V2" ? null : "Only pipelines of type V2 can be rolled back.";
}
