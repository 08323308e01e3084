import { assertNever } from "@/lib/assert-never";
import type { EngineEvent } from "../events";
import type { PipelineState } from "../state";
import type { Step } from "../step";
import { announcePipeline } from "./announce";
import { applyActionEvent } from "./apply-action-event";
import { disableTransition, enableTransition } from "./change-transition";
import { overrideCondition } from "./condition";
import { passStage } from "./end-stage";
import { admitWaiting, arriveAtStage } from "./enter-stage";
import { forget } from "./forget";
import { markSeen } from "./mark-seen";
import { retryStage } from "./retry-stage";
import { rollBackStage } from "./roll-back-stage";
import { settleStage } from "./settle-stage";
import { startExecution } from "./start-execution";
import { stopExecution } from "./stop-execution";
import { Turn, type FollowUp } from "./turn";
import { updatePipeline } from "./update-pipeline";

/**
 * Advances a pipeline by one event: the only place where its executions' fate is decided. Pure: the scheduler saves
 * `state` and `announcements`, then performs `effects`.
 */
export function advance(state: PipelineState, event: EngineEvent): Step {
  const turn = new Turn(state, event);
  apply(turn, event);
  for (let next = turn.takeFollowUp(); next; next = turn.takeFollowUp()) follow(turn, next);
  turn.update(forget(turn.state));
  return turn.end();
}

function apply(turn: Turn, event: EngineEvent): void {
  switch (event.type) {
    case "pipelineUpdated":
      return updatePipeline(turn, event.declaration);
    case "executionStarted":
      return startExecution(turn, event);
    case "stageRolledBack":
      return rollBackStage(turn, event.stageName, event);
    case "executionStopRequested":
      return stopExecution(turn, event);
    case "stageRetried":
      return retryStage(turn, { ...event, trigger: "ManualStageRetry" });
    case "conditionOverridden":
      return onConditionOverridden(turn, event);
    case "transitionDisabled":
      return disableTransition(turn, event);
    case "transitionEnabled":
      return enableTransition(turn, event);
    case "revisionSeen":
      return markSeen(turn, event);
    case "actionProgressed":
    case "actionSucceeded":
    case "actionFailed":
    case "actionTimedOut":
    case "approvalAnswered":
      return applyActionEvent(turn, event);
    default:
      return assertNever(event);
  }
}

function onConditionOverridden(turn: Turn, event: Extract<EngineEvent, { type: "conditionOverridden" }>): void {
  const { pipelineExecutionId, stageName, gate } = event;
  overrideCondition(turn, { pipelineExecutionId, stageName, gate });
  if (gate === "beforeEntry") return turn.followUp({ type: "settleStage", pipelineExecutionId, stageName });
  turn.updateRecord(pipelineExecutionId, { status: "InProgress", statusSummary: undefined });
  announcePipeline(turn, pipelineExecutionId, "RESUMED");
  passStage(turn, pipelineExecutionId, stageName, "Succeeded");
}

function follow(turn: Turn, followUp: FollowUp): void {
  switch (followUp.type) {
    case "settleStage":
      return settleStage(turn, followUp.pipelineExecutionId, followUp.stageName);
    case "arriveAtStage":
      return arriveAtStage(turn, followUp.pipelineExecutionId, followUp.stageName);
    case "admitWaiting":
      return admitWaiting(turn, followUp.stageName);
    default:
      return assertNever(followUp);
  }
}
