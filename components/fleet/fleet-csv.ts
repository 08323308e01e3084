import { csvCell, type CsvValue } from "@/lib/contracts/csv-cell";
import type { FleetPipeline } from "@/lib/contracts/fleet";
import { statusOf } from "./choose-pipelines";
import { FLEET_STATUS_WORDS } from "./fleet-filters";

/** What each column holds. Figures are of the last 30 days, empty where there are too few runs to say. */
const COLUMNS = {
  connection: ({ connection }) => connection,
  pipeline: ({ pipelineName }) => pipelineName,
  type: ({ pipelineType }) => pipelineType,
  execution_mode: ({ executionMode }) => executionMode,
  live_version: ({ liveVersion }) => liveVersion,
  draft_differs: ({ hasDraft }) => hasDraft,
  status: (pipeline) => FLEET_STATUS_WORDS[statusOf(pipeline)],
  waits_at: ({ waiting }) => waiting && `${waiting.stageName}/${waiting.actionName}`,
  waits_since: ({ waiting }) => waiting?.since,
  last_execution: ({ latestRun }) => latestRun?.pipelineExecutionId,
  last_started: ({ latestRun }) => latestRun?.startedAt,
  last_updated: ({ latestRun }) => latestRun?.lastUpdatedAt,
  revision: ({ latestRun }) => latestRun?.revisions[0]?.revisionId,
  revision_summary: ({ latestRun }) => latestRun?.revisions[0]?.revisionSummary,
  author: ({ latestRun }) => latestRun?.author,
  finished_runs: ({ figures }) => figures.finished,
  success_rate: ({ figures }) => figures.successRate,
  median_duration_ms: ({ figures }) => figures.medianDurationMs,
  runs_per_week: ({ figures }) => figures.runsPerWeek,
  favourite: ({ isFavourite }) => isFavourite,
  demo_data: ({ isDemo }) => isDemo,
  tags: ({ tags }) =>
    Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join("; "),
} as const satisfies Record<string, (pipeline: FleetPipeline) => CsvValue>;

/** Pipelines as CSV (RFC 4180), in their order. Instants are ISO 8601 in UTC, durations milliseconds, rates 0 to 1. */
export function fleetCsv(pipelines: readonly FleetPipeline[]): string {
  const read = Object.values(COLUMNS);
  const lines = pipelines.map((pipeline) => read.map((cell) => csvCell(cell(pipeline))).join(","));
  return [Object.keys(COLUMNS).join(","), ...lines, ""].join("\r\n");
}
