import { AwsServiceError } from "../aws-service-error";
import { checkExecutionLimit } from "../execution-limit";
import type { OverrideStageConditionInput } from "../protocol/generated/service-types";
import { getStage, submit } from "./find";
import type { Operation } from "./operation";

const GATES = { BEFORE_ENTRY: "beforeEntry", ON_SUCCESS: "onSuccess" } as const;

/** Lets an execution past a condition that has failed. A condition that skips its stage has nothing to override. */
export const overrideStageCondition: Operation<OverrideStageConditionInput, void> = async (
  { pipelineName, stageName, pipelineExecutionId, conditionType },
  context,
) => {
  const gate = GATES[conditionType];
  await submit(context, pipelineName, (state) => {
    getStage(state, stageName);
    const execution = state.executions[pipelineExecutionId];
    const isLatest = state.gates[stageName]?.latestExecutionId === pipelineExecutionId;
    if (!execution || (!isLatest && execution.record.executionMode !== "PARALLEL")) {
      throw new AwsServiceError(
        "NotLatestPipelineExecutionException",
        `The execution is not the latest one in stage '${stageName}'`,
      );
    }
    const pinned = state.declarations[execution.record.pipelineVersion]?.stages.find(({ name }) => name === stageName);
    const declared = pinned?.[gate]?.conditions[0];
    const condition = execution.stages[stageName]?.conditions[gate];
    const isHeld =
      gate === "onSuccess" ? execution.record.status === "Failed" : execution.record.status === "InProgress";
    if (condition?.status !== "Failed" || declared?.result === "SKIP" || !isHeld) {
      throw new AwsServiceError(
        "ConditionNotOverridableException",
        `The ${conditionType} condition of stage '${stageName}' is not in a state that can be overridden`,
      );
    }
    if (gate === "onSuccess") checkExecutionLimit(state);
    return { type: "conditionOverridden", pipelineExecutionId, stageName, gate };
  });
};
