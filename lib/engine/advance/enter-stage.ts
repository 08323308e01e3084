import { isTerminal } from "@/lib/pipeline/execution";
import type { WaitingExecution } from "../state";
import { announcePipeline, announceStage } from "./announce";
import type { Turn } from "./turn";

/**
 * Brings an execution to the inbound side of a stage and lets in whoever may enter. In SUPERSEDED mode the waiting room
 * has one place: the newcomer replaces whoever waits, and only there is an execution ever overtaken.
 */
export function arriveAtStage(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  const waiting = turn.gate(stageName).waiting.filter((entry) => isWaiting(turn, entry));
  const { executionMode } = turn.execution(pipelineExecutionId).record;
  const overtaken = executionMode === "SUPERSEDED" ? waiting.filter((entry) => isSupersedable(turn, entry)) : [];
  for (const entry of overtaken) supersede(turn, entry.pipelineExecutionId, pipelineExecutionId);
  turn.updateGate(stageName, {
    waiting: [...waiting.filter((entry) => !overtaken.includes(entry)), { pipelineExecutionId, since: turn.at }],
  });
  admitWaiting(turn, stageName);
}

/** Lets in, in order of arrival, every waiting execution that the transition and the stage lock allow. */
export function admitWaiting(turn: Turn, stageName: string): void {
  for (const entry of turn.gate(stageName).waiting) {
    const gate = turn.gate(stageName);
    if (!gate.transition.enabled) return;
    if (!gate.waiting.includes(entry) || !isWaiting(turn, entry)) continue;
    if (!isLetOut(turn, entry.pipelineExecutionId, stageName)) continue;
    if (isParallel(turn, entry.pipelineExecutionId) || gate.lockedBy === null) {
      enterStage(turn, entry.pipelineExecutionId, stageName);
    }
  }
}

/** Takes the stage and begins it. Nobody else may hold it. */
export function enterStage(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  takeStage(turn, pipelineExecutionId, stageName);
  turn.putStage(pipelineExecutionId, {
    stageName,
    status: "InProgress",
    enteredAt: turn.at,
    actions: {},
    retry: { automaticAttempts: 0, manualAttempts: 0 },
    conditions: {},
  });
  turn.updateRecord(pipelineExecutionId, {});
  announceStage(turn, pipelineExecutionId, stageName, "STARTED");
  turn.followUp({ type: "settleStage", pipelineExecutionId, stageName });
}

/**
 * Locks the stage for the execution and clears it from the waiting room. A PARALLEL one locks nothing and is nobody's
 * latest, so that the state from before the mode was changed to PARALLEL is still there when it is changed back.
 */
export function takeStage(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  const gate = turn.gate(stageName);
  turn.updateGate(stageName, {
    ...(!isParallel(turn, pipelineExecutionId) && {
      lockedBy: pipelineExecutionId,
      latestExecutionId: pipelineExecutionId,
    }),
    waiting: gate.waiting.filter(
      (entry) => entry.pipelineExecutionId !== pipelineExecutionId && isWaiting(turn, entry),
    ),
  });
}

/** Gives the stage up; who waits for it may enter. */
export function releaseStage(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  if (turn.gate(stageName).lockedBy === pipelineExecutionId) turn.updateGate(stageName, { lockedBy: null });
  turn.followUp({ type: "admitWaiting", stageName });
}

/** False while the outbound transition of the stage before this one is disabled. */
function isLetOut(turn: Turn, pipelineExecutionId: string, stageName: string): boolean {
  const { stages } = turn.declarationOf(pipelineExecutionId);
  const before = stages[stages.findIndex(({ name }) => name === stageName) - 1];
  return before === undefined || turn.gate(before.name).outbound?.enabled !== false;
}

/** An entry whose execution was stopped meanwhile stays to be seen, until another takes its place. */
function isWaiting(turn: Turn, entry: WaitingExecution): boolean {
  const execution = turn.state.executions[entry.pipelineExecutionId];
  return execution !== undefined && !isTerminal(execution.record.status);
}

function isSupersedable(turn: Turn, entry: WaitingExecution): boolean {
  return turn.execution(entry.pipelineExecutionId).record.executionMode === "SUPERSEDED";
}

function isParallel(turn: Turn, pipelineExecutionId: string): boolean {
  return turn.execution(pipelineExecutionId).record.executionMode === "PARALLEL";
}

function supersede(turn: Turn, pipelineExecutionId: string, byExecutionId: string): void {
  turn.updateRecord(pipelineExecutionId, {
    status: "Superseded",
    statusSummary: `Superseded by pipeline execution ${byExecutionId}.`,
  });
  announcePipeline(turn, pipelineExecutionId, "SUPERSEDED");
}
