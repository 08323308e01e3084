import type { ActionDeclaration } from "@/lib/pipeline/declaration";
import { entryOf } from "@/lib/pipeline/entry-of";
import type { StageRun } from "../state";
import { settleCondition } from "./condition";
import { endStage, passStage } from "./end-stage";
import { retryStage } from "./retry-stage";
import { rollBackAutomatically } from "./roll-back-stage";
import { startAction } from "./start-action";
import type { Turn } from "./turn";

const DEFAULT_RUN_ORDER = 1;

/** Takes the stage as far as it can go now: the one place that decides what follows when something in it has ended. */
export function settleStage(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  const stage = turn.stage(pipelineExecutionId, stageName);
  if (stage.status !== "InProgress" && stage.status !== "Stopping") return;

  const { ending } = turn.execution(pipelineExecutionId);
  if (ending !== null) {
    if (!isAnythingRunning(stage)) {
      endStage(turn, pipelineExecutionId, stageName, { status: ending === "cancel" ? "Cancelled" : "Stopped" });
    }
    return;
  }
  if (!passEntry(turn, pipelineExecutionId, stageName)) return;
  if (Object.values(stage.actions).some(({ status }) => status === "Failed" || status === "Abandoned")) {
    if (!isAnythingRunning(stage)) failStage(turn, pipelineExecutionId, stageName);
    return;
  }
  if (startNextActions(turn, pipelineExecutionId, stageName)) return;
  succeedStage(turn, pipelineExecutionId, stageName);
}

/** @returns whether the actions may run */
function passEntry(turn: Turn, pipelineExecutionId: string, stageName: string): boolean {
  const entry = settleCondition(turn, { pipelineExecutionId, stageName, gate: "beforeEntry" });
  // A failed FAIL condition keeps the stage where it is, in progress, until it is overridden or stopped.
  if (entry.outcome === "failed" && entry.result === "SKIP") passStage(turn, pipelineExecutionId, stageName, "Skipped");
  return entry.outcome === "passed";
}

function succeedStage(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  const success = settleCondition(turn, { pipelineExecutionId, stageName, gate: "onSuccess" });
  if (success.outcome === "pending") return;
  if (success.outcome === "passed") return passStage(turn, pipelineExecutionId, stageName, "Succeeded");
  if (success.result === "ROLLBACK") {
    const stageStatus = "Succeeded";
    endStage(turn, pipelineExecutionId, stageName, { status: "Failed", stageStatus });
    return rollBackAutomatically(turn, pipelineExecutionId, stageName);
  }
  endStage(turn, pipelineExecutionId, stageName, { status: "Failed" });
}

function failStage(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  const { onFailure } = turn.stageDeclarationOf(pipelineExecutionId, stageName);
  const { retry } = turn.stage(pipelineExecutionId, stageName);
  // One automatic attempt per failure: what fails in the automatic attempt itself is not tried again.
  if (onFailure?.result === "RETRY" && retry.latestTrigger !== "AutomatedStageRetry") {
    const retryMode = onFailure.retryConfiguration?.retryMode ?? "FAILED_ACTIONS";
    return retryStage(turn, { pipelineExecutionId, stageName, retryMode, trigger: "AutomatedStageRetry" });
  }
  const failure = settleCondition(turn, { pipelineExecutionId, stageName, gate: "onFailure" });
  if (failure.outcome === "pending") return;
  endStage(turn, pipelineExecutionId, stageName, { status: "Failed" });
  // Here the result applies when the rules succeed: they ask whether to roll back.
  const isAskedFor = failure.result === "ROLLBACK" && failure.outcome === "passed";
  if (isAskedFor || onFailure?.result === "ROLLBACK") rollBackAutomatically(turn, pipelineExecutionId, stageName);
}

/**
 * Starts what may start now. Actions sharing a `runOrder` start together, once every action with a lower one has
 * succeeded; of a PARALLEL execution a few run at a time.
 * @returns false when every action of the stage has succeeded
 */
function startNextActions(turn: Turn, pipelineExecutionId: string, stageName: string): boolean {
  const { actions } = turn.stageDeclarationOf(pipelineExecutionId, stageName);
  const stage = turn.stage(pipelineExecutionId, stageName);
  const unfinished = actions.filter(({ name }) => entryOf(stage.actions, name)?.status !== "Succeeded");
  if (unfinished.length === 0) return false;

  const group = Math.min(...unfinished.map(runOrderOf));
  const startable = unfinished.filter((action) => runOrderOf(action) === group && !entryOf(stage.actions, action.name));
  const { executionMode } = turn.execution(pipelineExecutionId).record;
  const running = Object.values(stage.actions).filter(({ status }) => status === "InProgress").length;
  const room = executionMode === "PARALLEL" ? turn.runningActionsLimit - running : startable.length;
  for (const action of startable.slice(0, room)) startAction(turn, pipelineExecutionId, stageName, action);
  return true;
}

function runOrderOf(action: ActionDeclaration): number {
  return action.runOrder ?? DEFAULT_RUN_ORDER;
}

function isAnythingRunning(stage: StageRun): boolean {
  const rules = Object.values(stage.conditions).flatMap(({ rules: runs }) => Object.values(runs));
  return [...Object.values(stage.actions), ...rules].some(({ status }) => status === "InProgress");
}
