import type { DisableStageTransitionInput } from "../protocol/generated/service-types";
import { getStage, submit } from "./find";
import type { Operation } from "./operation";

/**
 * Holds executions in front of a stage. An outbound transition holds those who have passed the stage in front of the
 * next one; the service has it in its model, but shows no sign of it in GetPipelineState.
 */
export const disableStageTransition: Operation<DisableStageTransitionInput, void> = async (
  { pipelineName, stageName, transitionType, reason },
  context,
) => {
  await submit(context, pipelineName, (state) => {
    getStage(state, stageName);
    return { type: "transitionDisabled", stageName, transitionType, reason, changedBy: context.principalArn };
  });
};
