import { isTerminal } from "@/lib/pipeline/execution";
import { AwsServiceError } from "../aws-service-error";
import type { StopPipelineExecutionInput, StopPipelineExecutionOutput } from "../protocol/generated/service-types";
import { submit } from "./find";
import type { Operation } from "./operation";

/** Stops an execution: waits for running actions, or abandons them. Going from the first to the second is allowed. */
export const stopPipelineExecution: Operation<StopPipelineExecutionInput, StopPipelineExecutionOutput> = async (
  { pipelineName, pipelineExecutionId, abandon = false, reason },
  context,
) => {
  await submit(context, pipelineName, (state) => {
    const execution = state.executions[pipelineExecutionId];
    if (!execution || isTerminal(execution.record.status)) {
      throw new AwsServiceError(
        "PipelineExecutionNotStoppableException",
        `The pipeline execution '${pipelineExecutionId}' cannot be stopped: ${
          execution ? `its status is ${execution.record.status}` : "it is not in progress"
        }`,
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
  });
  return { pipelineExecutionId };
};
