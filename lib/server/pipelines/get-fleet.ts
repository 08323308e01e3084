import "server-only";
import type { z } from "zod";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import {
  type Fleet,
  type FleetPipeline,
  type fleetRows,
  MOST_ROWS_AT_ONCE,
  RUN_BARS,
  RUN_RESULTS,
  type RecentRuns,
} from "@/lib/contracts/fleet";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { listWaitingApprovals } from "@/lib/db/approvals";
import type { DbOrTransaction } from "@/lib/db/client";
import {
  type FiguresRow,
  type FleetRow,
  listFigures,
  listFleet,
  listRecentRuns,
  type RecentRunsRow,
} from "@/lib/db/fleet";
import { sharedDb } from "@/lib/db/shared-client";
import { commitTitle } from "@/lib/pipeline/commit-title";
import { describeApprovals } from "@/lib/server/approvals/describe-approvals";
import { iso } from "@/lib/server/iso";
import { groupBy } from "./group-by";
import { FIGURE_DAYS, pipelineFigures } from "./pipeline-figures";
import { type WaitingInPipeline, waitingByPipeline } from "./waiting-by-pipeline";

/** Four times what the page is made for; what lies beyond is counted and said. */
const MOST_PIPELINES = 2_000;
const MOST_APPROVALS = 500;

/** Every pipeline of every connection with how each fares, in a number of queries that does not grow with the fleet. */
export async function getFleet(viewer: Viewer): Promise<Fleet> {
  authorize(viewer, "view");
  const db = sharedDb();
  const now = Date.now();
  const [rows, figures] = await Promise.all([
    listFleet(db, { userId: viewer.id, limit: MOST_PIPELINES }),
    listFigures(db, { pipelineIds: null, days: FIGURE_DAYS, now }),
  ]);
  return {
    pipelines: await pipelinesOf(db, { viewer, rows, now }),
    more: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
    figures: pipelineFigures(figures),
  };
}

/** Some of the fleet's rows as they are now; one that is gone is left out. */
export async function getFleetRows(
  viewer: Viewer,
  named: readonly PipelineAddress[],
): Promise<z.infer<typeof fleetRows>> {
  authorize(viewer, "view");
  const db = sharedDb();
  const rows = await listFleet(db, { userId: viewer.id, named, limit: MOST_ROWS_AT_ONCE });
  return { pipelines: await pipelinesOf(db, { viewer, rows, now: Date.now() }) };
}

async function pipelinesOf(
  db: DbOrTransaction,
  { viewer, rows, now }: { readonly viewer: Viewer; readonly rows: readonly FleetRow[]; readonly now: number },
): Promise<FleetPipeline[]> {
  const pipelineIds = rows.map(({ pipelineId }) => pipelineId);
  const [recent, figures, waiting] = await Promise.all([
    listRecentRuns(db, { pipelineIds, limit: RUN_BARS, now }),
    listFigures(db, { pipelineIds, days: FIGURE_DAYS, now }),
    listWaitingApprovals(db, { pipelineIds, limit: MOST_APPROVALS }),
  ]);
  const recentOf = new Map(recent.map((runs) => [runs.pipelineId, runs]));
  const figuresOf = groupBy(figures, ({ pipelineId }) => pipelineId);
  const waitingOf = waitingByPipeline(await describeApprovals(db, viewer, waiting));
  return rows.map((row) =>
    pipelineOf(row, {
      recent: recentOf.get(row.pipelineId),
      figures: figuresOf.get(row.pipelineId) ?? [],
      waiting: waitingOf.get(`${row.connection}/${row.pipelineName}`) ?? null,
    }),
  );
}

interface Beside {
  readonly recent: RecentRunsRow | undefined;
  readonly figures: readonly FiguresRow[];
  readonly waiting: WaitingInPipeline | null;
}

function pipelineOf(row: FleetRow, { recent, figures, waiting }: Beside): FleetPipeline {
  const { pipelineId: _id, total: _total, run, tags, ...rest } = row;
  return {
    ...rest,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    latestRun: run && {
      ...run,
      startedAt: iso(run.startedAt),
      lastUpdatedAt: iso(run.lastUpdatedAt),
      revisions: run.revisions.map((revision) => ({
        ...revision,
        revisionSummary: commitTitle(revision.revisionSummary),
      })),
    },
    waiting,
    recentRuns: recent ? columnsOf(recent) : { shortIds: "", results: "", durationsMs: [] },
    figures: pipelineFigures(figures),
  };
}

const LETTERS = new Map(Object.entries(RUN_RESULTS).map(([letter, status]) => [status, letter]));

function columnsOf({ shortIds, statuses, durationsS }: RecentRunsRow): RecentRuns {
  return {
    shortIds,
    results: statuses.map((status) => LETTERS.get(status) ?? "").join(""),
    durationsMs: durationsS.map((seconds) => seconds * 1_000),
  };
}
