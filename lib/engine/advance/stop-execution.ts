import { abandonAction } from "./end-action";
import { announcePipeline, announceStage } from "./announce";
import { endExecution } from "./end-stage";
import { abandonRules } from "./condition";
import type { Turn } from "./turn";

export interface StopRequest {
  readonly pipelineExecutionId: string;
  /** False: running actions end by themselves first. True: they are given up at once. */
  readonly abandon: boolean;
  readonly reason?: string;
}

/** Lets nothing new start. Who waits before a stage is stopped at once; who is in one, when its actions have ended. */
export function stopExecution(turn: Turn, { pipelineExecutionId, abandon, reason }: StopRequest): void {
  const wasStopping = turn.execution(pipelineExecutionId).record.status === "Stopping";
  turn.updateExecution(pipelineExecutionId, { ending: abandon ? "abandon" : "stop" });
  turn.updateRecord(pipelineExecutionId, {
    status: "Stopping",
    ...(reason !== undefined && { stopReason: reason }),
  });
  if (!wasStopping) announcePipeline(turn, pipelineExecutionId, "STOPPING");
  const stageName = activeStageName(turn, pipelineExecutionId);
  if (stageName === undefined) return endExecution(turn, pipelineExecutionId, "Stopped");

  turn.updateStage(pipelineExecutionId, stageName, { status: "Stopping" });
  if (!wasStopping) announceStage(turn, pipelineExecutionId, stageName, "STOPPING");
  if (abandon) {
    for (const action of Object.values(turn.stage(pipelineExecutionId, stageName).actions)) {
      if (action.status === "InProgress") abandonAction(turn, action);
    }
    abandonRules(turn, pipelineExecutionId, stageName);
  }
  turn.followUp({ type: "settleStage", pipelineExecutionId, stageName });
}

/** The stage the execution is in; undefined while it waits before one. */
export function activeStageName(turn: Turn, pipelineExecutionId: string): string | undefined {
  const stages = Object.values(turn.execution(pipelineExecutionId).stages);
  return stages.find(({ status }) => status === "InProgress" || status === "Stopping")?.stageName;
}
