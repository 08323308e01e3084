import { entryOf } from "@/lib/pipeline/entry-of";
import { isTerminal } from "@/lib/pipeline/execution";
import { AwsServiceError, type AwsExceptionName } from "../aws-service-error";
import type { EngineEventBody } from "../events";
import { checkExecutionLimit } from "../execution-limit";
import type { RetryStageExecutionInput, RetryStageExecutionOutput } from "../protocol/generated/service-types";
import type { Quotas } from "../quotas";
import type { ExecutionState, PipelineState, StageRun } from "../state";
import { currentDeclaration, getStage, submit } from "./find";
import type { Operation } from "./operation";

/** Runs a failed or stopped stage again under the same execution id. */
export const retryStageExecution: Operation<RetryStageExecutionInput, RetryStageExecutionOutput> = async (
  input,
  context,
) => {
  await submit(context, input.pipelineName, (state) => decideRetry(state, input, context.engine.quotas));
  return { pipelineExecutionId: input.pipelineExecutionId };
};

export function decideRetry(
  state: PipelineState,
  { stageName, pipelineExecutionId, retryMode }: Omit<RetryStageExecutionInput, "pipelineName">,
  quotas: Quotas,
): EngineEventBody {
  getStage(state, stageName);
  const execution = latestIn(state, stageName, pipelineExecutionId);
  const stage = entryOf(execution.stages, stageName);
  if (!stage || !isRetryable(state, execution, stage)) throw refused("StageNotRetryableException", stageName);
  const isRunning = Object.values(stage.actions).some(({ status }) => status === "InProgress");
  if (retryMode === "ALL_ACTIONS" && isRunning) throw refused("StageNotRetryableException", stageName);
  if (isTerminal(execution.record.status)) checkExecutionLimit(state, quotas);
  return { type: "stageRetried", pipelineExecutionId, stageName, retryMode };
}

/**
 * In PARALLEL mode no execution is the latest of a stage: one that is not known any more has nothing to retry.
 * @throws NotLatestPipelineExecutionException also for an id that is not known at all: the model has no other
 */
function latestIn(state: PipelineState, stageName: string, pipelineExecutionId: string): ExecutionState {
  const execution = state.executions[pipelineExecutionId];
  const isParallel = (execution?.record ?? currentDeclaration(state)).executionMode === "PARALLEL";
  const isLatest = entryOf(state.gates, stageName)?.latestExecutionId === pipelineExecutionId;
  if (!isLatest && !isParallel) throw refused("NotLatestPipelineExecutionException", stageName);
  if (!execution) throw refused("StageNotRetryableException", stageName);
  return execution;
}

/**
 * Something in it failed, was abandoned, or was left over by a stop; no other retry still runs; and the pipeline has not
 * been updated since.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-retry.html
 */
function isRetryable(state: PipelineState, execution: ExecutionState, stage: StageRun): boolean {
  if (execution.record.pipelineVersion !== state.version || execution.ending !== null) return false;
  const attempts = Object.values(stage.actions);
  const { sinceOrdinal = Infinity } = stage.retry;
  if (attempts.some(({ status, ordinal }) => status === "InProgress" && ordinal >= sinceOrdinal)) return false;
  const hasFailed = attempts.some(({ status }) => status === "Failed" || status === "Abandoned");
  if (stage.status === "InProgress" || stage.status === "Failed") return hasFailed;
  const isLeftOver = getStage(state, stage.stageName).actions.some(({ name }) => !entryOf(stage.actions, name));
  return stage.status === "Stopped" && (hasFailed || isLeftOver);
}

function refused(
  exception: Extract<AwsExceptionName, "StageNotRetryableException" | "NotLatestPipelineExecutionException">,
  stageName: string,
): AwsServiceError {
  const message = {
    StageNotRetryableException:
      `Stage '${stageName}' cannot be retried: nothing in it has failed or was stopped, an action or another retry ` +
      "still runs, or the pipeline has been updated since",
    NotLatestPipelineExecutionException: `The execution is not the latest one in stage '${stageName}'`,
  }[exception];
  return new AwsServiceError(exception, message);
}
