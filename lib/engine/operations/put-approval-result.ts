import { entryOf } from "@/lib/pipeline/entry-of";
import { AwsServiceError } from "../aws-service-error";
import type { PutApprovalResultInput, PutApprovalResultOutput } from "../protocol/generated/service-types";
import type { ActionExecutionRecord } from "../records";
import type { PipelineState } from "../state";
import { epochSeconds } from "./epoch-seconds";
import { getStage, submit } from "./find";
import type { Operation, OperationContext } from "./operation";

/** How many of the pipeline's newest attempts are searched for an approval that was answered before. */
const SEARCHED_ATTEMPTS = 1000;

/** Answers the one request that the token was issued for; any other token is refused. */
export const putApprovalResult: Operation<PutApprovalResultInput, PutApprovalResultOutput> = async (input, context) => {
  const { pipelineName, stageName, actionName, token, result } = input;
  const answeredAt = context.engine.clock.now();
  await submit(context, pipelineName, async (state) => {
    const attempts = attemptsOf(state, stageName, actionName);
    const asked = attempts.find((attempt) => attempt.status === "InProgress" && attempt.approvalToken === token);
    if (!asked) {
      // Only now: an update may have taken away the stage that an execution of an earlier version still waits in.
      checkAction(state, stageName, actionName);
      throw await refusal(context, input);
    }
    return {
      type: "approvalAnswered",
      actionExecutionId: asked.actionExecutionId,
      approved: result.status === "Approved",
      summary: result.summary,
      answeredBy: context.principalArn,
    };
  });
  return { approvedAt: epochSeconds(answeredAt) };
};

function checkAction(state: PipelineState, stageName: string, actionName: string): void {
  if (getStage(state, stageName).actions.some(({ name }) => name === actionName)) return;
  throw new AwsServiceError(
    "ActionNotFoundException",
    `The stage '${stageName}' of pipeline '${state.pipelineName}' does not have an action with name '${actionName}'`,
  );
}

function attemptsOf(state: PipelineState, stageName: string, actionName: string): ActionExecutionRecord[] {
  return Object.values(state.executions).flatMap(
    ({ stages }) => entryOf(entryOf(stages, stageName)?.actions, actionName) ?? [],
  );
}

async function refusal(
  { engine }: OperationContext,
  { pipelineName, stageName, actionName, token }: PutApprovalResultInput,
): Promise<AwsServiceError> {
  const attempts = await engine.store.listActionExecutions(pipelineName, { limit: SEARCHED_ATTEMPTS });
  const answered = attempts.find(
    (attempt) =>
      attempt.stageName === stageName && attempt.actionName === actionName && attempt.externalExecutionId === token,
  );
  return answered?.updatedBy === undefined
    ? new AwsServiceError("InvalidApprovalTokenException", "The approval token is not valid or has expired")
    : new AwsServiceError("ApprovalAlreadyCompletedException", "The approval request has already been answered");
}
