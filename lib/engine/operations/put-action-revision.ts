import { entryOf } from "@/lib/pipeline/entry-of";
import { AwsServiceError } from "../aws-service-error";
import { checkExecutionLimit } from "../execution-limit";
import type { PutActionRevisionInput, PutActionRevisionOutput } from "../protocol/generated/service-types";
import { getStage, submit } from "./find";
import type { Operation } from "./operation";
import { revisionTypeOf } from "./start-pipeline-execution";

/** Tells a source action about a revision; an unseen one starts an execution on it. */
export const putActionRevision: Operation<PutActionRevisionInput, PutActionRevisionOutput> = async (
  { pipelineName, stageName, actionName, actionRevision },
  context,
) => {
  const { engine, principalArn } = context;
  const newId = engine.ids.next();
  const state = await submit(context, pipelineName, (current) => {
    const action = getStage(current, stageName).actions.find(({ name }) => name === actionName);
    if (!action) {
      throw new AwsServiceError(
        "ActionNotFoundException",
        `The stage '${stageName}' of pipeline '${pipelineName}' does not have an action with name '${actionName}'`,
      );
    }
    if (action.actionTypeId.category !== "Source") {
      throw new AwsServiceError("ValidationException", `The action '${actionName}' is not a source action`);
    }
    if (entryOf(current.seenRevisions, actionName)?.revisionId === actionRevision.revisionId) return null;
    checkExecutionLimit(current, engine.quotas);
    return {
      type: "executionStarted",
      pipelineExecutionId: newId,
      trigger: { triggerType: "PutActionRevision", triggerDetail: principalArn },
      variables: [],
      sourceOverrides: [
        {
          actionName,
          revisionType: revisionTypeOf(action),
          revisionValue: actionRevision.revisionId,
          revisionChangeIdentifier: actionRevision.revisionChangeId,
        },
      ],
    };
  });
  if (state.executions[newId]) return { newRevision: true, pipelineExecutionId: newId };
  const latest = entryOf(state.gates, stageName)?.latestExecutionId;
  return { newRevision: false, ...(latest && { pipelineExecutionId: latest }) };
};
