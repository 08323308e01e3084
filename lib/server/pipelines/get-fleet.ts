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
import { listFavourites } from "@/lib/db/pipelines";
import { shareRead } from "@/lib/db/share-reads";
import { sharedDb } from "@/lib/db/shared-client";
import { commitTitle } from "@/lib/pipeline/commit-title";
import { type ApprovalFacts, approvalsFor, readApprovalFacts } from "@/lib/server/approvals/describe-approvals";
import { iso } from "@/lib/server/iso";
import { groupBy } from "./group-by";
import { FIGURE_DAYS, pipelineFigures } from "./pipeline-figures";
import { waitingByPipeline } from "./waiting-by-pipeline";

/** Four times what the page is made for; what lies beyond is counted and said. */
const MOST_PIPELINES = 2_000;
const MOST_APPROVALS = 500;

/** Every pipeline of every connection with how each fares, in a number of queries that does not grow with the fleet. */
export async function getFleet(viewer: Viewer): Promise<Fleet> {
  authorize(viewer, "view");
  const [{ more, figures, ...rows }, favourites] = await Promise.all([
    shareRead("fleet", readFleet),
    listFavourites(sharedDb(), viewer.id),
  ]);
  return { pipelines: pipelinesFor(viewer, rows, favourites), more, figures };
}

/** Some of the fleet's rows as they are now; one that is gone is left out. */
export async function getFleetRows(
  viewer: Viewer,
  named: readonly PipelineAddress[],
): Promise<z.infer<typeof fleetRows>> {
  authorize(viewer, "view");
  const key = JSON.stringify(["fleet", named.map(({ connection, pipelineName }) => [connection, pipelineName])]);
  const [rows, favourites] = await Promise.all([
    shareRead(key, async () => {
      const found = await listFleet(sharedDb(), { named, limit: MOST_ROWS_AT_ONCE });
      return readRows(sharedDb(), found, Date.now());
    }),
    listFavourites(sharedDb(), viewer.id),
  ]);
  return { pipelines: pipelinesFor(viewer, rows, favourites) };
}

/** Rows as they are for everybody. */
interface SharedRows {
  readonly rows: readonly (Omit<FleetPipeline, "isFavourite" | "waiting"> & { readonly pipelineId: string })[];
  readonly waiting: ApprovalFacts;
}

async function readFleet(): Promise<SharedRows & Pick<Fleet, "more" | "figures">> {
  const db = sharedDb();
  const now = Date.now();
  const [rows, figures] = await Promise.all([
    listFleet(db, { limit: MOST_PIPELINES }),
    listFigures(db, { pipelineIds: null, days: FIGURE_DAYS, now }),
  ]);
  return {
    ...(await readRows(db, rows, now)),
    more: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
    figures: pipelineFigures(figures),
  };
}

async function readRows(db: DbOrTransaction, rows: readonly FleetRow[], now: number): Promise<SharedRows> {
  const pipelineIds = rows.map(({ pipelineId }) => pipelineId);
  const [recent, figures, waiting] = await Promise.all([
    listRecentRuns(db, { pipelineIds, limit: RUN_BARS, now }),
    listFigures(db, { pipelineIds, days: FIGURE_DAYS, now }),
    listWaitingApprovals(db, { pipelineIds, limit: MOST_APPROVALS }),
  ]);
  const recentOf = new Map(recent.map((runs) => [runs.pipelineId, runs]));
  const figuresOf = groupBy(figures, ({ pipelineId }) => pipelineId);
  return {
    rows: rows.map((row) =>
      rowOf(row, { recent: recentOf.get(row.pipelineId), figures: figuresOf.get(row.pipelineId) ?? [] }),
    ),
    waiting: await readApprovalFacts(db, waiting),
  };
}

function pipelinesFor(viewer: Viewer, { rows, waiting }: SharedRows, favourites: ReadonlySet<string>): FleetPipeline[] {
  const waitingOf = waitingByPipeline(approvalsFor(viewer, waiting));
  return rows.map(({ pipelineId, ...row }) => ({
    ...row,
    isFavourite: favourites.has(pipelineId),
    waiting: waitingOf.get(`${row.connection}/${row.pipelineName}`) ?? null,
  }));
}

interface Beside {
  readonly recent: RecentRunsRow | undefined;
  readonly figures: readonly FiguresRow[];
}

function rowOf(row: FleetRow, { recent, figures }: Beside): SharedRows["rows"][number] {
  const { total: _total, run, tags, ...rest } = row;
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
