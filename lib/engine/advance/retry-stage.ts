import { isTerminal } from "@/lib/pipeline/execution";
import type { StageRun } from "../state";
import { announcePipeline, announceStage } from "./announce";
import { abandonRules } from "./condition";
import { takeStage } from "./enter-stage";
import type { Turn } from "./turn";

export interface StageRetryRequest {
  readonly pipelineExecutionId: string;
  readonly stageName: string;
  readonly retryMode: "FAILED_ACTIONS" | "ALL_ACTIONS";
  readonly trigger: "AutomatedStageRetry" | "ManualStageRetry";
}

/**
 * Runs a stage again under the same execution id. With FAILED_ACTIONS what has succeeded or still runs is kept;
 * attempts that are repeated get new ids, the old ones stay on record.
 */
export function retryStage(turn: Turn, request: StageRetryRequest): void {
  const { pipelineExecutionId, stageName, retryMode, trigger } = request;
  const { record, attempt } = turn.execution(pipelineExecutionId);
  const stage = turn.stage(pipelineExecutionId, stageName);
  const wasOver = isTerminal(record.status);
  // What an onFailure condition was still asking about is out of date.
  abandonRules(turn, pipelineExecutionId, stageName);
  if (trigger === "AutomatedStageRetry") announceStage(turn, pipelineExecutionId, stageName, "FAILED");

  takeStage(turn, pipelineExecutionId, stageName);
  turn.updateStage(pipelineExecutionId, stageName, {
    status: "InProgress",
    actions: retryMode === "ALL_ACTIONS" ? {} : keptActions(stage),
    retry: countRetry(turn, stage, trigger),
    conditions: keptConditions(stage),
  });
  turn.updateExecution(pipelineExecutionId, { attempt: attempt + 1, ending: null });
  turn.updateRecord(pipelineExecutionId, { status: "InProgress", statusSummary: undefined });
  if (wasOver) announcePipeline(turn, pipelineExecutionId, "RESUMED");
  announceStage(turn, pipelineExecutionId, stageName, "RESUMED");
  turn.followUp({ type: "settleStage", pipelineExecutionId, stageName });
}

function keptActions(stage: StageRun): StageRun["actions"] {
  return Object.fromEntries(
    Object.entries(stage.actions).filter(([, { status }]) => status === "Succeeded" || status === "InProgress"),
  );
}

/** A way in that was open once stays so; what was not let through, or follows the actions, is checked again. */
function keptConditions({ conditions: { beforeEntry } }: StageRun): StageRun["conditions"] {
  const wasOpen = beforeEntry?.status === "Succeeded" || beforeEntry?.status === "Overridden";
  return wasOpen ? { beforeEntry } : {};
}

function countRetry(turn: Turn, { retry }: StageRun, trigger: StageRetryRequest["trigger"]): StageRun["retry"] {
  const isManual = trigger === "ManualStageRetry";
  return {
    automaticAttempts: retry.automaticAttempts + (isManual ? 0 : 1),
    manualAttempts: retry.manualAttempts + (isManual ? 1 : 0),
    latestTrigger: trigger,
    lastRetriedAt: turn.at,
    sinceOrdinal: turn.state.nextOrdinal,
  };
}
