import "server-only";
import type { ExecutionSummary } from "@/lib/contracts/execution-summary";
import type { StoredExecution } from "@/lib/db/executions";
import { iso } from "@/lib/server/iso";

/** A stored execution to our HTTP JSON. */
export function executionToContract(run: StoredExecution): ExecutionSummary {
  const { failure } = run;
  return {
    connection: run.connection,
    pipelineName: run.pipelineName,
    pipelineExecutionId: run.pipelineExecutionId,
    status: run.status,
    statusSummary: run.statusSummary,
    waitingApprovals: run.waitingApprovals,
    startedAt: iso(run.startedAt),
    lastUpdatedAt: iso(run.lastUpdatedAt),
    trigger: run.triggerType === null ? null : { type: run.triggerType, detail: run.triggerDetail },
    sourceRevisions: [...run.sourceRevisions],
    pipelineVersion: run.pipelineVersion,
    executionMode: run.executionMode,
    executionType: run.executionType,
    stopReason: run.stopReason,
    failure: failure && {
      stageName: failure.stageName,
      actionName: failure.actionName,
      code: failure.code,
      message: failure.message ?? failure.summary ?? "The action gave no reason.",
    },
    isDemo: run.isDemo,
  };
}
