import "server-only";
import { layOutLanes, type Cell } from "@/lib/analytics/commit-lanes";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { CommitLanes, LaneFilters } from "@/lib/contracts/commit-lanes";
import { listCommitFacts, listLaneRuns, listLaneStages } from "@/lib/db/commit-lanes";
import { listLivePipelines } from "@/lib/db/pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { iso, isoOrNull } from "@/lib/server/iso";
import { transitionToContract } from "@/lib/server/pipelines/transition-contract";
import { type Follower, followersBySource } from "./followers";
import { laneInput } from "./lane-input";

/** More pipelines than this make no readable page; the person chooses among them. */
const MOST_LANES = 8;

/** The commits of one source against the stages of the pipelines that follow it. @throws PenstockError `not_found` */
export async function getCommitLanes(viewer: Viewer, filters: LaneFilters): Promise<CommitLanes> {
  authorize(viewer, "view");
  const db = sharedDb();
  const bySource = followersBySource(await listLivePipelines(db));
  const source = filters.source ?? mostFollowed(bySource);
  const followers = source === null ? [] : bySource.get(source);
  if (!followers) {
    throw new PenstockError("not_found", `No live pipeline follows "${source}". Choose another source.`);
  }
  const shown = followers
    .filter(({ key }) => filters.pipeline.length === 0 || filters.pipeline.includes(key))
    .slice(0, MOST_LANES);

  const pipelineIds = shown.map(({ pipeline }) => pipeline.id);
  const runs = await listLaneRuns(db, pipelineIds);
  const range = { pipelineIds, since: runs.at(-1)?.startedAt ?? 0 };
  const [stages, facts] = await Promise.all([listLaneStages(db, range), listCommitFacts(db, range)]);
  const inputs = shown.map((follower) => laneInput(follower, { runs, stages, facts }));
  const { commits, levels, hasOlder } = layOutLanes(inputs, filters.commits);
  return {
    sources: [...bySource].map(([name, { length }]) => ({ name, pipelines: length })),
    source,
    followers: followers.map(({ key }) => key),
    kind: followers[0]?.kind ?? "commit",
    lanes: shown.map((follower, index) => laneToContract(follower, levels[index] ?? [])),
    commits: commits.map(({ revision: { committedAt: _committedAt, ...revision }, at, isAside, cells }) => ({
      ...revision,
      at: iso(at),
      isAside,
      cells: cells.map((row) => row.map(cellToContract)),
    })),
    hasOlder,
  };
}

/** The source that most pipelines follow: there the lanes tell most. */
function mostFollowed(bySource: ReadonlyMap<string, readonly Follower[]>): string | null {
  const [first] = [...bySource].toSorted(
    ([, a], [, b]) => Number(a[0]?.pipeline.isDemo) - Number(b[0]?.pipeline.isDemo) || b.length - a.length,
  );
  return first?.[0] ?? null;
}

function laneToContract(
  { pipeline, stageNames }: Follower,
  levels: ReturnType<typeof layOutLanes>["levels"][number],
): CommitLanes["lanes"][number] {
  const { connection, connectionName, name, isDemo, syncedAt, state, liveDeclaration } = pipeline;
  const deploying = new Set(
    (liveDeclaration?.stages ?? [])
      .filter(({ actions }) => actions.some(({ actionTypeId }) => actionTypeId.category === "Deploy"))
      .map((stage) => stage.name),
  );
  return {
    connection,
    connectionName,
    pipelineName: name,
    isDemo,
    syncedAt: isoOrNull(syncedAt),
    stages: stageNames.slice(1).map((stageName, index) => {
      const transition = state?.stages.find((stage) => stage.stageName === stageName)?.transition ?? null;
      return {
        name: stageName,
        transition: transition && transitionToContract(transition),
        deploys: deploying.has(stageName),
        ...(levels[index] ?? { liveRevisionId: null, behind: null }),
      };
    }),
  };
}

function cellToContract(cell: Cell | null) {
  return cell && { ...cell, at: iso(cell.at) };
}
