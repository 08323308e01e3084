import { isTerminal } from "@/lib/pipeline/execution";
import { AwsServiceError } from "./aws-service-error";
import type { PipelineState } from "./state";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MAX_CONCURRENT_EXECUTIONS = 50;

/**
 * Refuses one more execution of a QUEUED or PARALLEL pipeline that has as many going on as it may.
 * @throws ConcurrentPipelineExecutionsLimitExceededException
 */
export function checkExecutionLimit(state: PipelineState): void {
  const mode = state.declarations[state.version]?.executionMode ?? "SUPERSEDED";
  if (mode === "SUPERSEDED") return;
  const live = Object.values(state.executions).filter(({ record }) => !isTerminal(record.status));
  if (live.length < MAX_CONCURRENT_EXECUTIONS) return;
  throw new AwsServiceError(
    "ConcurrentPipelineExecutionsLimitExceededException",
    `The pipeline '${state.pipelineName}' has reached the limit of ${MAX_CONCURRENT_EXECUTIONS} concurrent executions`,
  );
}
