import { assertNever } from "@/lib/assert-never";
import type { EngineEvent } from "../events";
import { endRule, findRunningRule, progressRule } from "./condition";
import { failAction, findRunningAction, progressAction, succeedAction, type RunningAction } from "./end-action";
import { errorDetails } from "./provider-details";
import { timeOutMessage } from "./time-out-message";
import type { Turn } from "./turn";

export type ActionEvent = Extract<EngineEvent, { actionExecutionId: string }>;

/** Told of an attempt that is over, or that is not known any more, nothing changes. */
export function applyActionEvent(turn: Turn, event: ActionEvent): void {
  const action = findRunningAction(turn, event.actionExecutionId);
  if (!action) return applyRuleEvent(turn, event);
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
    case "approvalAnswered":
      return answerApproval(turn, action, event);
    default:
      return assertNever(event);
  }
}

function answerApproval(
  turn: Turn,
  action: RunningAction,
  { approved, summary, answeredBy }: Extract<ActionEvent, { type: "approvalAnswered" }>,
): void {
  const answered = { ...action, updatedBy: answeredBy };
  if (approved) return succeedAction(turn, answered, { summary });
  const message = summary === "" ? "The approval was rejected." : `The approval was rejected: ${summary}`;
  failAction(turn, answered, { summary, error: { code: "JobFailed", message } });
}

/** A rule that runs like an action is known by its own id. */
function applyRuleEvent(turn: Turn, event: ActionEvent): void {
  const running = findRunningRule(turn, event.actionExecutionId);
  if (!running) return;
  switch (event.type) {
    case "actionSucceeded":
      return endRule(turn, running, event, { status: "Succeeded" });
    case "actionFailed":
      return endRule(turn, running, event, { status: "Failed", error: errorDetails(event.error) });
    case "actionTimedOut": {
      const error = { code: "JobFailed", message: timeOutMessage(running.rule) };
      turn.perform({ type: "abortAction", actionExecutionId: event.actionExecutionId });
      return endRule(turn, running, {}, { status: "Failed", error });
    }
    case "actionProgressed":
      return progressRule(turn, running, event);
    case "approvalAnswered":
      return; // nobody answers a rule
    default:
      return assertNever(event);
  }
}
