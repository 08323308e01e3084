import { assertNever } from "@/lib/assert-never";
import type { EngineEvent } from "../events";
import type { PipelineState } from "../state";
import type { Step } from "../step";
import { disableTransition, enableTransition } from "./change-transition";
import { endRule, findRunningRule, overrideCondition } from "./condition";
import { failAction, findRunningAction, progressAction, succeedAction } from "./end-action";
import { passStage } from "./end-stage";
import { admitWaiting, arriveAtStage } from "./enter-stage";
import { forget } from "./forget";
import { markSeen } from "./mark-seen";
import { retryStage } from "./retry-stage";
import { rollBackStage } from "./roll-back-stage";
import { settleStage } from "./settle-stage";
import { startExecution } from "./start-execution";
import { stopExecution } from "./stop-execution";
import { timeOutMessage } from "./time-out-message";
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
      return onActionEvent(turn, event);
    default:
      return assertNever(event);
  }
}

type ActionEvent = Extract<EngineEvent, { actionExecutionId: string }>;

/** Told of an attempt that is over, or that is not known any more, nothing changes. */
function onActionEvent(turn: Turn, event: ActionEvent): void {
  const action = findRunningAction(turn, event.actionExecutionId);
  if (!action) return onRuleEvent(turn, event);
  switch (event.type) {
    case "actionProgressed":
      return progressAction(turn, action, event);
    case "actionSucceeded":
      return succeedAction(turn, action, event);
    case "actionFailed":
      return failAction(turn, action, event);
    case "actionTimedOut":
      turn.perform({ type: "abortAction", actionExecutionId: action.actionExecutionId });
      return failAction(turn, action, { error: { code: "JobFailed", message: timeOutMessage(action) } });
    case "approvalAnswered": {
      const answered = { ...action, updatedBy: event.answeredBy };
      const { summary } = event;
      if (event.approved) return succeedAction(turn, answered, { summary });
      const message = summary === "" ? "The approval was rejected." : `The approval was rejected: ${summary}`;
      return failAction(turn, answered, { summary, error: { code: "JobFailed", message } });
    }
    default:
      return assertNever(event);
  }
}

/** A rule that runs like an action is known by its own id. */
function onRuleEvent(turn: Turn, event: ActionEvent): void {
  const running = findRunningRule(turn, event.actionExecutionId);
  if (!running) return;
  if (event.type === "actionSucceeded") return endRule(turn, running, { status: "Succeeded", ...detailsOf(event) });
  if (event.type === "actionFailed") {
    return endRule(turn, running, { status: "Failed", error: event.error, ...detailsOf(event) });
  }
  if (event.type !== "actionTimedOut") return;
  turn.perform({ type: "abortAction", actionExecutionId: event.actionExecutionId });
  endRule(turn, running, {
    status: "Failed",
    error: { code: "JobFailed", message: timeOutMessage(running.rule) },
  });
}

function detailsOf({ externalExecutionId, externalExecutionUrl, summary }: ProviderReport): ProviderReport {
  return { externalExecutionId, externalExecutionUrl, summary };
}
interface ProviderReport {
  readonly externalExecutionId?: string;
  readonly externalExecutionUrl?: string;
  readonly summary?: string;
}

function onConditionOverridden(turn: Turn, event: Extract<EngineEvent, { type: "conditionOverridden" }>): void {
  const { pipelineExecutionId, stageName, gate } = event;
  overrideCondition(turn, { pipelineExecutionId, stageName, gate });
  if (gate === "beforeEntry") return turn.followUp({ type: "settleStage", pipelineExecutionId, stageName });
  turn.updateRecord(pipelineExecutionId, { status: "InProgress", statusSummary: undefined });
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
