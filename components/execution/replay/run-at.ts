import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import { attemptEndedAt, type Run, type RunAction, type RunStage } from "../run";
import type { Status } from "../status";

/**
 * A finished run as it stood at an instant (epoch milliseconds), worked out from the times of its attempts and of its
 * end. Nobody records when gates, conditions or a stop request changed, so those are left out: a stage has no `detail`,
 * and between two stages it is known that a run waited, but not for what.
 */
export function runAt(run: Run, at: number): Run {
  if (run.endedAt !== null && at >= run.endedAt) return { ...run, stages: run.stages.map(withoutDetail) };
  const begun = run.stages.map((stage) => stageAt(stage, at));
  const stages = begun.map((stage, index) =>
    waitsFor({ run, stage, before: begun[index - 1], index }) ? { ...stage, status: "Queued" as const } : stage,
  );
  return { status: runStatus(stages), startedAt: run.startedAt, endedAt: null, stages };
}

/** When something changed: the run's start and end, and those of every attempt, in order, each once. */
export function instantsOf(run: Run): readonly number[] {
  const attempts = run.stages.flatMap(({ groups }) => groups.flat()).flatMap((action) => action.attempts);
  const instants = attempts.flatMap((attempt) => [Date.parse(attempt.startedAt), attemptEndedAt(attempt)]);
  const all = [run.startedAt, ...instants, run.endedAt]
    .filter((instant) => instant !== null)
    .filter((instant) => run.endedAt === null || instant <= run.endedAt);
  return [...new Set(all)].toSorted((one, other) => one - other);
}

function withoutDetail(stage: RunStage): RunStage {
  return { ...stage, detail: null };
}

function stageAt(stage: RunStage, at: number): RunStage {
  const groups = stage.groups.map((group) => group.map((action) => actionAt(action, at)));
  const actions = groups.flat();
  const startedAt = stage.startedAt !== null && stage.startedAt <= at ? stage.startedAt : null;
  const endedAt = stage.endedAt !== null && stage.endedAt <= at ? stage.endedAt : null;
  const status = endedAt === null ? openStatus(actions, startedAt) : stage.status;
  return { name: stage.name, status, startedAt, endedAt, groups, detail: null };
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
