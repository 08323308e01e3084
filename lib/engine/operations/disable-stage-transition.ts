import { AwsServiceError } from "../aws-service-error";
import type { DisableStageTransitionInput } from "../protocol/generated/service-types";
import { getStage, submit } from "./find";
import type { Operation } from "./operation";

/**
 * Holds executions in front of a stage. Only Inbound: the service has Outbound in its model, but shows and documents no
 * effect of it, so it is refused here.
 */
export const disableStageTransition: Operation<DisableStageTransitionInput, void> = async (
  { pipelineName, stageName, transitionType, reason },
  context,
) => {
  await submit(context, pipelineName, (state) => {
    getStage(state, stageName);
    requireInbound(transitionType);
    return { type: "transitionDisabled", stageName, reason, changedBy: context.principalArn };
  });
};

export function requireInbound(transitionType: "Inbound" | "Outbound"): void {
  if (transitionType === "Inbound") return;
  throw new AwsServiceError(
    "ValidationException",
    "The local engine has inbound transitions only: use the inbound transition of the next stage",
  );
}
