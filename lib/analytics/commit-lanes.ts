import type { PipelineExecutionStatus } from "@/lib/pipeline/execution";

/** One execution as the lanes see it. Instants are epoch milliseconds. */
export interface LaneRun {
  readonly pipelineExecutionId: string;
  readonly status: PipelineExecutionStatus;
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  readonly isRollback: boolean;
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
  readonly isRollback: boolean;
}

export interface Commit {
  readonly revision: LaneRun["revision"];
  readonly at: number;
  /** By lane, then by stage without the first. */
  readonly cells: readonly (readonly (Cell | null)[])[];
}

export interface StageLevel {
  readonly liveRevisionId: string | null;
  readonly behind: { readonly commits: number; readonly ms: number } | null;
}

/**
 * Lays executions of pipelines that follow one source out as commits by stages.
 * @returns the newest `limit` commits, newest first, and what each stage holds; a level counts only those commits
 */
export function layOutLanes(
  lanes: readonly LaneInput[],
  limit: number,
): { readonly commits: readonly Commit[]; readonly levels: readonly StageLevel[][]; readonly hasOlder: boolean } {
  const commits = new Map<string, { revision: LaneRun["revision"]; at: number; cells: (Cell | null)[][] }>();
  for (const [laneIndex, lane] of lanes.entries()) {
    for (const run of lane.runs) {
      const { revision } = run;
      const at = revision.committedAt ?? run.startedAt;
      const commit = commits.get(revision.revisionId) ?? {
        revision,
        at,
        cells: lanes.map(({ stageNames }) => stageNames.slice(1).map(() => null)),
      };
      commits.set(revision.revisionId, commit);
      commit.at = Math.min(commit.at, at);
      for (const [stageIndex, cell] of cellsOf(lane, run).entries()) {
        const row = commit.cells[laneIndex];
        if (row && cell && isNewer(cell, row[stageIndex] ?? null)) row[stageIndex] = cell;
      }
    }
  }
  const sorted = [...commits.values()].toSorted((a, b) => b.at - a.at);
  const shown = sorted.slice(0, limit);
  return { commits: shown, levels: lanes.map((lane) => levelsOf(lane, shown)), hasOlder: sorted.length > limit };
}

/** Where one execution stands in each stage behind the first. */
function cellsOf(lane: LaneInput, run: LaneRun): (Cell | null)[] {
  const { stageNames, inbound } = lane;
  const { pipelineExecutionId, isRollback, stages } = run;
  const last = stageNames.findLastIndex((name) => stages.has(name));
  return stageNames.slice(1).map((name, offset) => {
    const index = offset + 1;
    const cell = (status: CellStatus, at: number): Cell => ({ pipelineExecutionId, isRollback, status, at });
    const entered = stages.get(name);
    if (entered) return cell(statusOf(entered, { run, isPassed: isPassed(lane, name, run) }), entered.lastUpdatedAt);
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

function levelsOf(lane: LaneInput, commits: readonly Commit[]): StageLevel[] {
  const newest = commits[0];
  return lane.stageNames.slice(1).map((name) => {
    const live = lastSuccess(name, lane);
    const position = commits.findIndex(({ revision }) => revision.revisionId === live?.revision.revisionId);
    const commit = commits[position];
    return {
      liveRevisionId: live?.revision.revisionId ?? null,
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
