import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import { attemptEndedAt, type Run, type RunAction, type RunStage } from "../run";
import type { Status } from "../status";
import { conditionsAt, instantsOfPast, type Past } from "./past";

/**
 * A finished run as it stood at an instant (epoch milliseconds), worked out from the times of its attempts and of its
 * end, and from what else is on record. Who waited in front of a stage nobody records, so between two stages it is
 * known that a run waited, but not behind whom.
 */
export function runAt(run: Run, at: number, past: Past): Run {
  if (run.endedAt !== null && at >= run.endedAt) {
    return { ...run, stages: run.stages.map((stage) => ({ ...stage, detail: detailAt(stage, at, past) })) };
  }
  const begun = run.stages.map((stage) => stageAt(stage, at, past));
  const stages = begun.map((stage, index) =>
    waitsFor({ run, stage, before: begun[index - 1], index }) ? { ...stage, status: "Queued" as const } : stage,
  );
  const isStopping = past.stop !== null && Date.parse(past.stop.at) <= at;
  return {
    status: isStopping ? "Stopping" : runStatus(stages),
    startedAt: run.startedAt,
    endedAt: null,
    stages: isStopping ? stages.map(stopping) : stages,
  };
}

/** When something changed: the run, its attempts, and what else is on record; in order, each once. */
export function instantsOf(run: Run, past: Past): readonly number[] {
  const attempts = run.stages.flatMap(({ groups }) => groups.flat()).flatMap((action) => action.attempts);
  const instants = attempts.flatMap((attempt) => [Date.parse(attempt.startedAt), attemptEndedAt(attempt)]);
  const all = [run.startedAt, ...instants, ...instantsOfPast(past), run.endedAt]
    .filter((instant) => instant !== null)
    .filter((instant) => instant >= run.startedAt && (run.endedAt === null || instant <= run.endedAt));
  return [...new Set(all)].toSorted((one, other) => one - other);
}

/** What a stage's detail says of the present only is left out. */
function detailAt({ name, detail }: RunStage, at: number, past: Past): RunStage["detail"] {
  if (!detail) return null;
  const conditions = conditionsAt(name, at, { past, conditions: detail.conditions, actions: detail.actions });
  return { ...detail, conditions, inboundExecutions: [], transition: null, canRetry: false };
}

function stopping(stage: RunStage): RunStage {
  return stage.status === "InProgress" ? { ...stage, status: "Stopping" } : stage;
}

function stageAt(stage: RunStage, at: number, past: Past): RunStage {
  const groups = stage.groups.map((group) => group.map((action) => actionAt(action, at)));
  const actions = groups.flat();
  const startedAt = stage.startedAt !== null && stage.startedAt <= at ? stage.startedAt : null;
  const endedAt = stage.endedAt !== null && stage.endedAt <= at ? stage.endedAt : null;
  const status = endedAt === null ? openStatus(actions, startedAt) : stage.status;
  return { name: stage.name, status, startedAt, endedAt, groups, detail: detailAt(stage, at, past) };
}

function actionAt(action: RunAction, at: number): RunAction {
  const attempts = action.attempts
    .filter(({ startedAt }) => Date.parse(startedAt) <= at)
    .map((attempt) => attemptAt(attempt, at));
  const latest = attempts.at(-1) ?? null;
  return { ...action, attempts, latest, approval: null, status: actionStatus(action, latest) };
}

/** While it ran nothing of its outcome was known. */
function attemptAt(attempt: ActionAttempt, at: number): ActionAttempt {
  const endedAt = attemptEndedAt(attempt);
  if (endedAt !== null && endedAt <= at) return attempt;
  return { ...attempt, status: "InProgress", summary: null, error: null, percentComplete: null, outputVariables: {} };
}

function actionStatus({ category }: RunAction, latest: ActionAttempt | null): Status {
  if (!latest) return "NotStarted";
  return latest.status === "InProgress" && category === "Approval" ? "WaitingForApproval" : latest.status;
}

function openStatus(actions: readonly RunAction[], startedAt: number | null): Status {
  if (startedAt === null) return "NotStarted";
  const statuses = new Set(actions.map(({ status }) => status));
  if (statuses.has("WaitingForApproval")) return "WaitingForApproval";
  // A failed stage that has not ended yet was retried later.
  return statuses.has("Failed") && !statuses.has("InProgress") ? "Failed" : "InProgress";
}

interface Place {
  readonly run: Run;
  /** As it stood, here and below. */
  readonly stage: RunStage;
  readonly before: RunStage | undefined;
  readonly index: number;
}

/** Between the end of one stage and the start of the next; a superseded run waited for the one it never entered. */
function waitsFor({ run, stage, before, index }: Place): boolean {
  if (stage.status !== "NotStarted" || before?.status !== "Succeeded") return false;
  const entered = run.stages[index]?.startedAt !== null;
  return entered || run.status === "Superseded";
}

function runStatus(stages: readonly RunStage[]): Status {
  const statuses = new Set(stages.map(({ status }) => status));
  if (statuses.has("WaitingForApproval")) return "WaitingForApproval";
  return statuses.has("Failed") && !statuses.has("InProgress") ? "Failed" : "InProgress";
}
