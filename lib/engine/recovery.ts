import type { RunningAction } from "./advance/end-action";
import type { Effect } from "./effects";
import type { EngineEventBody } from "./events";
import { isAnsweredByJob } from "./jobs/answered-by-job";
import type { ActionJob } from "./runners/runner";
import type { PipelineState } from "./state";

const RESTARTED =
  "The engine was restarted while this action ran, so how it would have ended is unknown. Retry the stage to run it again.";

/** What has to follow when a state is loaded by a process that did not write it. */
export interface Recovery {
  readonly events: readonly EngineEventBody[];
  readonly effects: readonly Effect[];
}

/**
 * Approvals go on waiting, with their timers set anew, and so do actions that a job worker answers. Whatever ran in the process that is gone has failed: it may have
 * done part of its work, so it is not run a second time by itself.
 */
export function recover(state: PipelineState): Recovery {
  const stages = Object.values(state.executions).flatMap((execution) => Object.values(execution.stages));
  const actions = stages.flatMap((stage) => Object.values(stage.actions));
  const running = actions.filter((action) => action.status === "InProgress");
  const waiting = running.filter(isWaiting);
  const interrupted = running.filter((action) => !isWaiting(action)).map(({ actionExecutionId }) => actionExecutionId);
  const interruptedRules = stages
    .flatMap(({ conditions }) => Object.values(conditions))
    .flatMap(({ rules }) => Object.values(rules))
    .flatMap(({ status, ruleExecutionId }) => (status === "InProgress" ? [ruleExecutionId] : []));
  return {
    effects: waiting.flatMap((action) => resume(action, state)),
    events: [...interrupted, ...interruptedRules].map((actionExecutionId) => ({
      type: "actionFailed",
      actionExecutionId,
      error: { code: "SystemUnavailable", message: RESTARTED },
    })),
  };
}

function isWaiting({ approvalToken, input }: RunningAction): boolean {
  return approvalToken !== undefined || isAnsweredByJob(input.actionTypeId);
}

function resume(action: RunningAction, { accountId }: PipelineState): readonly Effect[] {
  const { actionExecutionId, timeoutAt, startedAt, input } = action;
  const timer: Effect = { type: "setTimer", actionExecutionId, dueAt: timeoutAt };
  if (action.approvalToken !== undefined) return [timer];
  const { pipelineName, pipelineVersion, pipelineExecutionId, stageName, actionName, outputArtifacts } = action;
  const { actionTypeId, region, roleArn, inputArtifacts } = input;
  const job: ActionJob = {
    actionExecutionId,
    pipelineName,
    pipelineVersion,
    pipelineExecutionId,
    stageName,
    actionName,
    actionTypeId,
    region,
    accountId,
    ...(roleArn !== undefined && { roleArn }),
    configuration: input.resolvedConfiguration,
    inputArtifacts,
    outputArtifacts,
    timeoutMs: timeoutAt - startedAt,
  };
  return [timer, { type: "startAction", job }];
}
