import { entryOf } from "@/lib/pipeline/entry-of";
import type { EnableStageTransitionInput } from "../protocol/generated/service-types";
import { getStage, submit } from "./find";
import type { Operation } from "./operation";

/** Lets in who waits in front of a stage: the newest in SUPERSEDED mode, one after the other in QUEUED mode. */
export const enableStageTransition: Operation<EnableStageTransitionInput, void> = async (
  { pipelineName, stageName, transitionType },
  context,
) => {
  await submit(context, pipelineName, (state) => {
    // An update may have taken away the stage that a PARALLEL execution of an earlier version still waits for.
    if (!entryOf(state.gates, stageName)) getStage(state, stageName);
    return { type: "transitionEnabled", stageName, transitionType, changedBy: context.principalArn };
  });
};
