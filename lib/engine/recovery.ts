import type { Effect } from "./effects";
import type { EngineEventBody } from "./events";
import type { PipelineState } from "./state";

const RESTARTED =
  "The engine was restarted while this action ran, so how it would have ended is unknown. Retry the stage to run it again.";

/** What has to follow when a state is loaded by a process that did not write it. */
export interface Recovery {
  readonly events: readonly EngineEventBody[];
  readonly effects: readonly Effect[];
}

/**
 * Approvals go on waiting, with their timers set anew. Whatever ran in the process that is gone has failed: it may have
 * done part of its work, so it is not run a second time by itself.
 */
export function recover(state: PipelineState): Recovery {
  const stages = Object.values(state.executions).flatMap((execution) => Object.values(execution.stages));
  const actions = stages.flatMap((stage) => Object.values(stage.actions));
  const waiting = actions.flatMap((action): Effect[] =>
    action.status === "InProgress" && action.approvalToken !== undefined
      ? [{ type: "setTimer", actionExecutionId: action.actionExecutionId, dueAt: action.timeoutAt }]
      : [],
  );
  const interrupted = actions.flatMap((action) =>
    action.status === "InProgress" && action.approvalToken === undefined ? [action.actionExecutionId] : [],
  );
  const interruptedRules = stages
    .flatMap(({ conditions }) => Object.values(conditions))
    .flatMap(({ rules }) => Object.values(rules))
    .flatMap(({ status, ruleExecutionId }) => (status === "InProgress" ? [ruleExecutionId] : []));
  return {
    effects: waiting,
    events: [...interrupted, ...interruptedRules].map((actionExecutionId) => ({
      type: "actionFailed",
      actionExecutionId,
      error: { code: "SystemUnavailable", message: RESTARTED },
    })),
  };
}
