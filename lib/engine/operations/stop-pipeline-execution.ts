import { isTerminal } from "@/lib/pipeline/execution";
import { AwsServiceError } from "../aws-service-error";
import type { EngineEventBody } from "../events";
import type { StopPipelineExecutionInput, StopPipelineExecutionOutput } from "../protocol/generated/service-types";
import type { PipelineState } from "../state";
import { submit } from "./find";
import type { Operation } from "./operation";

/** Stops an execution: waits for running actions, or abandons them. Going from the first to the second is allowed. */
export const stopPipelineExecution: Operation<StopPipelineExecutionInput, StopPipelineExecutionOutput> = async (
  input,
  context,
) => {
  await submit(context, input.pipelineName, (state) => decideStop(state, input));
  return { pipelineExecutionId: input.pipelineExecutionId };
};

export function decideStop(
  state: PipelineState,
  { pipelineExecutionId, abandon = false, reason }: Omit<StopPipelineExecutionInput, "pipelineName">,
): EngineEventBody {
  const execution = state.executions[pipelineExecutionId];
  if (!execution || isTerminal(execution.record.status)) {
    const why = execution ? `its status is ${execution.record.status}` : "it is not in progress";
    throw new AwsServiceError(
      "PipelineExecutionNotStoppableException",
      `The pipeline execution '${pipelineExecutionId}' cannot be stopped: ${why}`,
    );
  }
  if (execution.ending === "abandon" || (execution.ending === "stop" && !abandon)) {
    throw new AwsServiceError(
      "DuplicatedStopRequestException",
      `The pipeline execution '${pipelineExecutionId}' is being stopped already`,
    );
  }
  return {
    type: "executionStopRequested",
    pipelineExecutionId,
    abandon,
    ...(reason !== undefined && { reason }),
  };
}
