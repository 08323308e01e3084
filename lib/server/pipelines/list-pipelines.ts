import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { Fleet, FleetFilters, FleetTotals, PipelineSummary } from "@/lib/contracts/pipeline-summary";
import type { DbOrTransaction } from "@/lib/db/client";
import { listLatestExecutions } from "@/lib/db/executions";
import { type FleetRow, getFleetTotals, listFigures, listFleet, listRecentRuns } from "@/lib/db/fleet";
import { sharedDb } from "@/lib/db/shared-client";
import { executionToContract } from "@/lib/server/executions/execution-contract";
import { iso, isoOrNull } from "@/lib/server/iso";
import { FIGURE_DAYS, pipelineFigures } from "./pipeline-figures";

const PAGE_SIZE = 50;
const RUN_BARS = 30;

/** A page of all pipelines of all connections, with how each fares. */
export async function listPipelines(viewer: Viewer, filters: Partial<FleetFilters> = {}): Promise<Fleet> {
  authorize(viewer, "view");
  const db = sharedDb();
  const now = Date.now();
  const { search, status = [], connection = [], favourites = false, page = 1 } = filters;
  const [rows, totals] = await Promise.all([
    listFleet(db, {
      userId: viewer.id,
      ...(search?.trim() ? { search: search.trim() } : {}),
      statuses: status,
      connections: connection,
      onlyFavourites: favourites,
      limit: PAGE_SIZE,
      offset: (page - 1) * PAGE_SIZE,
    }),
    getTotals(db, viewer, now),
  ]);
  return { pipelines: await summaries(db, rows, now), matching: rows[0]?.matching ?? 0, pageSize: PAGE_SIZE, totals };
}

/** What stands above every list of pipelines. */
export async function getTotals(db: DbOrTransaction, viewer: Viewer, now: number): Promise<FleetTotals> {
  const [totals, figures] = await Promise.all([
    getFleetTotals(db, viewer.id),
    listFigures(db, { pipelineIds: null, days: FIGURE_DAYS, now }),
  ]);
  return { ...totals, oldestWaitingSince: isoOrNull(totals.oldestWaitingSince), figures: pipelineFigures(figures) };
}

async function summaries(db: DbOrTransaction, rows: readonly FleetRow[], now: number): Promise<PipelineSummary[]> {
  const pipelineIds = rows.map(({ pipelineId }) => pipelineId);
  const [latest, recent, figures] = await Promise.all([
    listLatestExecutions(db, pipelineIds),
    listRecentRuns(db, { pipelineIds, limit: RUN_BARS }),
    listFigures(db, { pipelineIds, days: FIGURE_DAYS, now }),
  ]);
  const latestOf = new Map(latest.map((run) => [run.pipelineId, run]));
  return rows.map((row) => {
    const run = latestOf.get(row.pipelineId);
    return {
      connection: row.connection,
      connectionName: row.connectionName,
      pipelineName: row.pipelineName,
      isDemo: row.isDemo,
      isFavourite: row.isFavourite,
      pipelineType: row.pipelineType,
      executionMode: row.executionMode,
      liveVersion: row.liveVersion,
      hasDraft: row.hasDraft,
      latestExecution: run ? executionToContract(run) : null,
      approvalWaitingSince: isoOrNull(row.waitingSince),
      recentRuns: recent.filter(isOf(row)).map((bar) => ({
        pipelineExecutionId: bar.pipelineExecutionId,
        status: bar.status,
        isWaitingForApproval: bar.isWaitingForApproval,
        startedAt: iso(bar.startedAt),
        durationMs: (isRunning(bar.status) ? now : bar.lastUpdatedAt) - bar.startedAt,
      })),
      figures: pipelineFigures(figures.filter(isOf(row))),
    };
  });
}

function isRunning(status: PipelineSummary["recentRuns"][number]["status"]): boolean {
  return status === "InProgress" || status === "Stopping";
}

function isOf({ pipelineId }: FleetRow) {
  return (item: { readonly pipelineId: string | null }): boolean => item.pipelineId === pipelineId;
}
