import type { RollbackStart } from "../events";
import { announcePipeline } from "./announce";
import { enterStage } from "./enter-stage";
import type { Turn } from "./turn";

/**
 * Starts a new execution that runs one stage on what an earlier execution brought in and produced. It enters at once,
 * before whoever waits; the stage is free, or the rollback was refused.
 */
export function rollBackStage(turn: Turn, stageName: string, start: RollbackStart): void {
  const { pipelineExecutionId, trigger, target } = start;
  const { pipelineName, version, declarations } = turn.state;
  turn.addExecution({
    record: {
      pipelineName,
      pipelineExecutionId,
      ordinal: turn.nextOrdinal(),
      pipelineVersion: version,
      status: "InProgress",
      startedAt: turn.at,
      lastUpdatedAt: turn.at,
      trigger,
      executionMode: declarations[version]?.executionMode ?? "SUPERSEDED",
      executionType: "ROLLBACK",
      rollbackTargetPipelineExecutionId: target.pipelineExecutionId,
      artifactRevisions: target.artifactRevisions,
      variables: target.variables,
      succeededStages: [],
    },
    attempt: 1,
    stages: {},
    artifacts: target.artifacts,
    outputVariables: target.outputVariables,
    sourceOverrides: [],
    ending: null,
  });
  announcePipeline(turn, pipelineExecutionId, "STARTED");
  enterStage(turn, pipelineExecutionId, stageName);
}

/** Rolls back to the newest success of the same version; where there is none the failed execution says so. */
export function rollBackAutomatically(turn: Turn, failedExecutionId: string, stageName: string): void {
  const { rollbackTarget } = turn.gate(stageName);
  const { executionType } = turn.execution(failedExecutionId).record;
  if (executionType === "ROLLBACK") return;
  if (!rollbackTarget || rollbackTarget.pipelineVersion !== turn.state.version) {
    turn.updateRecord(failedExecutionId, {
      statusSummary: `Stage ${stageName} was not rolled back: no execution of this version has succeeded in it.`,
    });
    return;
  }
  const { pipelineVersion: _pipelineVersion, ...target } = rollbackTarget;
  rollBackStage(turn, stageName, {
    pipelineExecutionId: turn.nextId(),
    trigger: {
      triggerType: "AutomatedRollback",
      triggerDetail: JSON.stringify({ FailedPipelineExecutionId: failedExecutionId }),
    },
    target,
  });
}
