import type { PipelineDeclaration, StageDeclaration } from "../../../declaration";
import { error, warning, type IssuePath, type ValidationIssue } from "../../issue";
import { checkStages, type Rule } from "../../rule";

/**
 * What a stage does about failure: roll back, retry once, or ask a condition; one of them. Nothing rolls back in a
 * PARALLEL pipeline, nor in the source stage.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html
 */
export const failureHandling: Rule = (pipeline) =>
  checkStages(pipeline, (stage, path, stageIndex) => [
    ...checkOnFailure(stage, [...path, "onFailure"]),
    ...checkRollback(stage, path, stageIndex, pipeline),
  ]);

function checkOnFailure({ name, onFailure }: StageDeclaration, path: IssuePath): readonly ValidationIssue[] {
  if (onFailure === undefined) return [];
  const { result, retryConfiguration, conditions } = onFailure;
  if (conditions && (result !== undefined || retryConfiguration !== undefined)) {
    const message = `onFailure of ${name} has both a result and conditions. Keep one of them.`;
    return [error("failure-result-and-conditions", "InvalidStageDeclarationException", path, message)];
  }
  if (result !== undefined && result !== "ROLLBACK" && result !== "RETRY") {
    const message = `onFailure of ${name} cannot be ${result}. Choose ROLLBACK or RETRY.`;
    return [error("failure-result", "InvalidStageDeclarationException", [...path, "result"], message)];
  }
  if (retryConfiguration && result !== "RETRY") {
    const message = `onFailure of ${name} has a retry mode without the result RETRY. Choose RETRY, or remove the mode.`;
    return [error("failure-retry-mode", "InvalidStageDeclarationException", [...path, "retryConfiguration"], message)];
  }
  if (result !== "RETRY" || retryConfiguration?.retryMode !== undefined) return [];
  // What the service does then is unverified; CloudFormation and the CDK let it out, and the engine retries what failed.
  const message = `onFailure of ${name} retries, but does not say what. Choose FAILED_ACTIONS or ALL_ACTIONS.`;
  return [warning("failure-retry-mode", [...path, "retryConfiguration"], message)];
}

function checkRollback(
  stage: StageDeclaration,
  path: IssuePath,
  stageIndex: number,
  { executionMode }: PipelineDeclaration,
): readonly ValidationIssue[] {
  const places = rollbackPlaces(stage);
  if (executionMode === "PARALLEL") {
    const message = `${stage.name} rolls back, which a PARALLEL pipeline cannot. Change the mode, or choose another result.`;
    return places.map((place) =>
      error("rollback-in-parallel", "InvalidStageDeclarationException", [...path, ...place], message),
    );
  }
  if (stageIndex > 0) return [];
  const message = `${stage.name} is the source stage, which never rolls back. Choose another result.`;
  return places.map((place) =>
    error("rollback-of-source", "InvalidStageDeclarationException", [...path, ...place], message),
  );
}

function rollbackPlaces(stage: StageDeclaration): readonly IssuePath[] {
  const conditions = (["onSuccess", "onFailure"] as const).flatMap((type) =>
    (stage[type]?.conditions ?? []).map(({ result }, index): { result?: string | undefined; place: IssuePath } => ({
      result,
      place: [type, "conditions", index, "result"],
    })),
  );
  return [{ result: stage.onFailure?.result, place: ["onFailure", "result"] }, ...conditions]
    .filter(({ result }) => result === "ROLLBACK")
    .map(({ place }) => place);
}
