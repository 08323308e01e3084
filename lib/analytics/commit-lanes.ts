import type { PipelineExecutionStatus } from "@/lib/pipeline/execution";

/** One execution as the lanes see it. Instants are epoch milliseconds. */
export interface LaneRun {
  readonly pipelineExecutionId: string;
  readonly status: PipelineExecutionStatus;
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  readonly isRollback: boolean;
  /** A change of the source started it, rather than a person who may have named any revision. */
  readonly isDelivery: boolean;
  readonly revision: {
    readonly revisionId: string;
    readonly revisionSummary: string | null;
    readonly revisionUrl: string | null;
    readonly author: string | null;
    /** Null where the source does not tell. */
    readonly committedAt: number | null;
  };
  /** By stage name: how the latest attempts of its actions stand. A stage that was not entered is absent. */
  readonly stages: ReadonlyMap<string, LaneStageRun>;
}

export interface LaneStageRun {
  readonly statuses: readonly ("InProgress" | "Succeeded" | "Failed" | "Abandoned")[];
  readonly isWaitingForApproval: boolean;
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
}

export interface LaneInput {
  /** In the order of the declaration, with the stage of the sources first. */
  readonly stageNames: readonly string[];
  /** Executions in front of a stage, by its name. */
  readonly inbound: ReadonlyMap<string, readonly string[]>;
  /** Newest first. */
  readonly runs: readonly LaneRun[];
}

type CellStatus =
  | "Succeeded"
  | "Failed"
  | "InProgress"
  | "WaitingForApproval"
  | "Queued"
  | "Stopped"
  | "Superseded"
  | "Cancelled"
  | "Skipped";

export interface Cell {
  readonly pipelineExecutionId: string;
  readonly status: CellStatus;
  readonly at: number;
  /** From the stage's first action to its last change; null where it was not entered. */
  readonly durationMs: number | null;
  readonly isRollback: boolean;
}

export interface Commit {
  readonly revision: LaneRun["revision"];
  /** When the source first delivered it, as far as executions tell; else when it was committed. */
  readonly at: number;
  /** The source never delivered it, while it delivered others: it was started by hand, from wherever. */
  readonly isAside: boolean;
  /** By lane, then by stage without the first. */
  readonly cells: readonly (readonly (Cell | null)[])[];
}

export interface StageLevel {
  readonly liveRevisionId: string | null;
  /** Null without a live commit, and for one that was started by hand. */
  readonly behind: { readonly commits: number; readonly ms: number } | null;
}

interface GrowingCommit {
  readonly revision: LaneRun["revision"];
  deliveredAt: number | null;
  startedAt: number;
  readonly cells: (Cell | null)[][];
}

/**
 * Lays executions of pipelines that follow one source out as commits by stages. Nothing tells the graph of the source's
 * history, so the order of commits is that in which the source delivered them: a branch at its later tip holds what it
 * held before, whatever the dates of its commits say, also after a merge or a forced push. A commit that only a person
 * started stands where its date puts it, and is kept out of every count, as it may be from anywhere.
 * @returns the newest `limit` commits, newest first, and what each stage holds, counted over all of them
 */
export function layOutLanes(
  lanes: readonly LaneInput[],
  limit: number,
): { readonly commits: readonly Commit[]; readonly levels: readonly StageLevel[][]; readonly hasOlder: boolean } {
  const growing = new Map<string, GrowingCommit>();
  for (const [laneIndex, lane] of lanes.entries()) {
    for (const run of lane.runs) {
      const { revision, startedAt } = run;
      const commit = growing.get(revision.revisionId) ?? {
        revision,
        deliveredAt: null,
        startedAt,
        cells: lanes.map(({ stageNames }) => stageNames.slice(1).map(() => null)),
      };
      growing.set(revision.revisionId, commit);
      commit.startedAt = Math.min(commit.startedAt, startedAt);
      if (run.isDelivery) commit.deliveredAt = Math.min(commit.deliveredAt ?? startedAt, startedAt);
      for (const [stageIndex, cell] of cellsOf(lane, run).entries()) {
        const row = commit.cells[laneIndex];
        if (row && cell && isNewer(cell, row[stageIndex] ?? null)) row[stageIndex] = cell;
      }
    }
  }
  const found = [...growing.values()];
  const isAnyDelivered = found.some(({ deliveredAt }) => deliveredAt !== null);
  const sorted = found
    .map(({ revision, deliveredAt, startedAt, cells }) => ({
      revision,
      at: deliveredAt ?? Math.min(revision.committedAt ?? startedAt, startedAt),
      isAside: isAnyDelivered && deliveredAt === null,
      cells,
    }))
    .toSorted((a, b) => b.at - a.at);
  return {
    commits: sorted.slice(0, limit),
    levels: lanes.map((lane) => levelsOf(lane, sorted)),
    hasOlder: sorted.length > limit,
  };
}

/** Where one execution stands in each stage behind the first. */
function cellsOf(lane: LaneInput, run: LaneRun): (Cell | null)[] {
  const { stageNames, inbound } = lane;
  const { pipelineExecutionId, isRollback, stages } = run;
  const last = stageNames.findLastIndex((name) => stages.has(name));
  return stageNames.slice(1).map((name, offset) => {
    const index = offset + 1;
    const cell = (status: CellStatus, at: number): Cell => ({
      pipelineExecutionId,
      isRollback,
      status,
      at,
      durationMs: null,
    });
    const entered = stages.get(name);
    if (entered) {
      const { startedAt, lastUpdatedAt } = entered;
      const status = statusOf(entered, { run, isPassed: isPassed(lane, name, run) });
      return { ...cell(status, lastUpdatedAt), durationMs: Math.max(0, lastUpdatedAt - startedAt) };
    }
    if (inbound.get(name)?.includes(pipelineExecutionId)) return cell("Queued", run.lastUpdatedAt);
    // A rollback is about one stage only, so what it has not entered it has not left out.
    if (isRollback) return null;
    if (index < last || run.status === "Succeeded") return cell("Skipped", run.lastUpdatedAt);
    const ended = endedInFront(run);
    return ended && index === last + 1 ? cell(ended, run.lastUpdatedAt) : null;
  });
}

/** An execution that ended between two stages ended in front of the next one. */
function endedInFront({ status, stages }: LaneRun): CellStatus | null {
  if (status !== "Superseded" && status !== "Stopped" && status !== "Cancelled") return null;
  const isInside = [...stages.values()].some(({ statuses }) => statuses.some((one) => one !== "Succeeded"));
  return isInside ? null : status;
}

function statusOf(
  { statuses, isWaitingForApproval }: LaneStageRun,
  { run, isPassed }: { readonly run: LaneRun; readonly isPassed: boolean },
): CellStatus {
  if (isWaitingForApproval) return "WaitingForApproval";
  if (statuses.includes("InProgress")) return "InProgress";
  if (statuses.includes("Failed")) return "Failed";
  if (statuses.includes("Abandoned")) return "Stopped";
  if (isPassed || run.status === "Succeeded" || run.status === "Superseded") return "Succeeded";
  switch (run.status) {
    case "InProgress":
    case "Stopping":
      return "InProgress";
    default:
      return run.status;
  }
}

/** It is in a later stage, or in front of one. */
function isPassed(
  { stageNames, inbound }: LaneInput,
  stageName: string,
  { stages, pipelineExecutionId }: LaneRun,
): boolean {
  return stageNames
    .slice(stageNames.indexOf(stageName) + 1)
    .some((later) => stages.has(later) || inbound.get(later)?.includes(pipelineExecutionId));
}

function isNewer(cell: Cell, known: Cell | null): boolean {
  return known === null || cell.at > known.at;
}

/** @param commits all of them, newest first */
function levelsOf(lane: LaneInput, commits: readonly Commit[]): StageLevel[] {
  const line = commits.filter(({ isAside }) => !isAside);
  const newest = line[0];
  return lane.stageNames.slice(1).map((name) => {
    const live = lastSuccess(name, lane);
    const liveRevisionId = live?.revision.revisionId ?? null;
    const position = line.findIndex(({ revision }) => revision.revisionId === liveRevisionId);
    const commit = line[position];
    return {
      liveRevisionId,
      behind: commit && newest ? { commits: position, ms: newest.at - commit.at } : null,
    };
  });
}

/** The execution whose success in the stage is the latest, rollbacks included: what it carried is there now. */
function lastSuccess(stageName: string, lane: LaneInput): LaneRun | null {
  let latest: { readonly run: LaneRun; readonly at: number } | null = null;
  for (const run of lane.runs) {
    const entered = run.stages.get(stageName);
    if (!entered) continue;
    if (statusOf(entered, { run, isPassed: isPassed(lane, stageName, run) }) !== "Succeeded") continue;
    if (!latest || entered.lastUpdatedAt > latest.at) latest = { run, at: entered.lastUpdatedAt };
  }
  return latest?.run ?? null;
}
