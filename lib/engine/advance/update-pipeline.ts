import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { isTerminal } from "@/lib/pipeline/execution";
import { endExecution } from "./end-stage";
import { activeStageName } from "./stop-execution";
import type { Turn } from "./turn";

const CANCELLED = "The pipeline was updated while this execution was in progress.";

/**
 * Makes a new version the current one. Executions stay pinned to the version they started with: PARALLEL ones run on,
 * all others are cancelled, those waiting at once and those in a stage when its running actions have ended.
 */
export function updatePipeline(turn: Turn, declaration: PipelineDeclaration): void {
  const version = turn.state.version + 1;
  turn.update({ version, declarations: { ...turn.state.declarations, [version]: { ...declaration, version } } });
  for (const { record, ending } of Object.values(turn.state.executions)) {
    if (isTerminal(record.status) || record.executionMode === "PARALLEL") continue;
    cancelExecution(turn, record.pipelineExecutionId, ending);
  }
}

/** An execution that is being stopped already goes on being stopped. */
function cancelExecution(turn: Turn, pipelineExecutionId: string, ending: "stop" | "abandon" | "cancel" | null): void {
  if (ending === "stop" || ending === "abandon") return;
  const stageName = activeStageName(turn, pipelineExecutionId);
  if (stageName === undefined) return endExecution(turn, pipelineExecutionId, "Cancelled", CANCELLED);
  turn.updateExecution(pipelineExecutionId, { ending: "cancel" });
  turn.updateRecord(pipelineExecutionId, { statusSummary: CANCELLED });
  turn.followUp({ type: "settleStage", pipelineExecutionId, stageName });
}
