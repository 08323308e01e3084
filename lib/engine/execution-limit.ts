import { isTerminal } from "@/lib/pipeline/execution";
import { AwsServiceError } from "./aws-service-error";
import type { Quotas } from "./quotas";
import type { PipelineState } from "./state";

/**
 * Refuses one more execution of a QUEUED or PARALLEL pipeline that has as many going on as it may.
 * @throws ConcurrentPipelineExecutionsLimitExceededException
 */
export function checkExecutionLimit(state: PipelineState, { concurrentExecutions }: Quotas): void {
  const mode = state.declarations[state.version]?.executionMode ?? "SUPERSEDED";
  if (mode === "SUPERSEDED") return;
  const live = Object.values(state.executions).filter(({ record }) => !isTerminal(record.status));
  if (live.length < concurrentExecutions) return;
  throw new AwsServiceError(
    "ConcurrentPipelineExecutionsLimitExceededException",
    `The pipeline '${state.pipelineName}' has reached the limit of ${concurrentExecutions} concurrent executions`,
  );
}
