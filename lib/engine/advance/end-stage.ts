import type { StageExecutionStatus } from "@/lib/pipeline/execution";
import { announcePipeline, announceStage } from "./announce";
import type { ConditionRun } from "../state";
import { releaseStage } from "./enter-stage";
import type { Turn } from "./turn";

const CHANGES = { Failed: "FAILED", Stopped: "STOPPED", Cancelled: "CANCELED", Succeeded: "SUCCEEDED" } as const;

interface Ending {
  /** Of the execution. */
  readonly status: "Failed" | "Stopped" | "Cancelled";
  /** Unset: the same. */
  readonly stageStatus?: "Failed" | "Stopped" | "Cancelled" | "Succeeded";
}

/** Ends the stage and with it the execution; the stage is free for the next one. */
export function endStage(
  turn: Turn,
  pipelineExecutionId: string,
  stageName: string,
  { status, stageStatus = status }: Ending,
): void {
  setStageStatus(turn, pipelineExecutionId, stageName, stageStatus);
  announceStage(turn, pipelineExecutionId, stageName, CHANGES[stageStatus]);
  endExecution(turn, pipelineExecutionId, status);
  releaseStage(turn, pipelineExecutionId, stageName);
}

/** Ends an execution that is in no stage, or whose stage has just ended. */
export function endExecution(
  turn: Turn,
  pipelineExecutionId: string,
  status: "Failed" | "Stopped" | "Cancelled" | "Succeeded",
  statusSummary?: string,
): void {
  turn.updateRecord(pipelineExecutionId, { status, ...(statusSummary !== undefined && { statusSummary }) });
  turn.updateExecution(pipelineExecutionId, { ending: null });
  announcePipeline(turn, pipelineExecutionId, CHANGES[status]);
}

/** Sends the execution on to its next stage. A rollback ends with the one stage it is for. */
export function passStage(
  turn: Turn,
  pipelineExecutionId: string,
  stageName: string,
  status: "Succeeded" | "Skipped",
): void {
  // One whose onSuccess condition asked for a rollback has succeeded before it was overridden.
  const isTold = turn.stage(pipelineExecutionId, stageName).status === "Succeeded";
  setStageStatus(turn, pipelineExecutionId, stageName, status);
  if (status === "Succeeded") {
    if (!isTold) announceStage(turn, pipelineExecutionId, stageName, "SUCCEEDED");
    rememberSuccess(turn, pipelineExecutionId, stageName);
  }
  const { stages } = turn.declarationOf(pipelineExecutionId);
  const { executionType } = turn.execution(pipelineExecutionId).record;
  const next = stages[stages.findIndex(({ name }) => name === stageName) + 1];
  if (next === undefined || executionType === "ROLLBACK") endExecution(turn, pipelineExecutionId, "Succeeded");
  else turn.followUp({ type: "arriveAtStage", pipelineExecutionId, stageName: next.name });
  releaseStage(turn, pipelineExecutionId, stageName);
}

/** A condition that was still being checked will not be decided any more; with rules that were abandoned it is, too. */
function setStageStatus(
  turn: Turn,
  pipelineExecutionId: string,
  stageName: string,
  status: StageExecutionStatus,
): void {
  const { conditions } = turn.stage(pipelineExecutionId, stageName);
  const decided = Object.entries(conditions).map(([gate, condition]) => [
    gate,
    condition.status === "InProgress"
      ? { ...condition, status: givenUp(condition), lastChangedAt: turn.at }
      : condition,
  ]);
  turn.updateStage(pipelineExecutionId, stageName, { status, conditions: Object.fromEntries(decided) });
}

function givenUp({ rules }: ConditionRun): ConditionRun["status"] {
  return Object.values(rules).some(({ status }) => status === "Abandoned") ? "Abandoned" : "Cancelled";
}

function rememberSuccess(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  const { record, artifacts, outputVariables } = turn.execution(pipelineExecutionId);
  turn.updateRecord(pipelineExecutionId, {
    succeededStages: [...record.succeededStages.filter((name) => name !== stageName), stageName],
  });
  const { onSuccess, onFailure } = turn.stageDeclarationOf(pipelineExecutionId, stageName);
  const conditions = [...(onSuccess?.conditions ?? []), ...(onFailure?.conditions ?? [])];
  const rollsBack = [onFailure, ...conditions].some((part) => part?.result === "ROLLBACK");
  if (!rollsBack || record.executionType === "ROLLBACK") return;
  const { pipelineVersion, artifactRevisions, variables } = record;
  turn.updateGate(stageName, {
    rollbackTarget: { pipelineExecutionId, pipelineVersion, artifactRevisions, variables, artifacts, outputVariables },
  });
}
