import { z } from "zod";
import { EXECUTION_MODES, PIPELINE_TYPES } from "@/lib/pipeline/declaration";
import { PIPELINE_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import { FLEET_STATUSES } from "@/lib/pipeline/fleet-status";
import { executionSummary } from "./execution-summary";
import { commaSeparated, pathSegment } from "./path-segment";

/** One bar of the last 30 runs. `durationMs` is what it took so far while it runs. */
export const runBar = z.object({
  pipelineExecutionId: z.string(),
  status: z.enum(PIPELINE_EXECUTION_STATUSES),
  isWaitingForApproval: z.boolean(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
});
export type RunBar = z.infer<typeof runBar>;

/** Figures over the last 30 days. Null where there are too few runs to say. */
export const pipelineFigures = z.object({
  finished: z.number().int(),
  successRate: z.number().nullable(),
  /** Against the 30 days before, in percentage points. */
  successRateChange: z.number().nullable(),
  medianDurationMs: z.number().nullable(),
  /** Relative to the 30 days before: 0.09 is 9 % slower. */
  medianDurationChange: z.number().nullable(),
  runsPerWeek: z.number(),
});
export type PipelineFigures = z.infer<typeof pipelineFigures>;

export const pipelineSummary = z.object({
  connection: z.string(),
  connectionName: z.string(),
  pipelineName: z.string(),
  isDemo: z.boolean(),
  isFavourite: z.boolean(),
  pipelineType: z.enum(PIPELINE_TYPES).nullable(),
  executionMode: z.enum(EXECUTION_MODES).nullable(),
  /** Null: it exists only as a draft so far. */
  liveVersion: z.number().int().nullable(),
  hasDraft: z.boolean(),
  latestExecution: executionSummary.nullable(),
  /** Since when the longest waiting approval waits. */
  approvalWaitingSince: z.iso.datetime().nullable(),
  /** Oldest first, at most 30. */
  recentRuns: z.array(runBar),
  figures: pipelineFigures,
});
export type PipelineSummary = z.infer<typeof pipelineSummary>;

/** What the fleet can be narrowed by, as it stands in the query string. */
export const fleetFilters = z.object({
  /** Part of the name, of the last revision's id, or of its summary. */
  search: z.string().max(200).optional(),
  status: commaSeparated(z.enum(FLEET_STATUSES)),
  connection: commaSeparated(pathSegment),
  favourites: z.stringbool().optional(),
  page: z.coerce.number().int().min(1).default(1),
});
export type FleetFilters = z.infer<typeof fleetFilters>;

/** The summary strip above the list: every pipeline of every connection, not only the filtered ones. */
export const fleetTotals = z.object({
  pipelines: z.number().int(),
  connections: z.number().int(),
  running: z.number().int(),
  waiting: z.number().int(),
  oldestWaitingSince: z.iso.datetime().nullable(),
  lastRunFailed: z.number().int(),
  includesDemo: z.boolean(),
  figures: pipelineFigures,
});
export type FleetTotals = z.infer<typeof fleetTotals>;

/** What needs a person comes first, then the latest run. */
export const fleet = z.object({
  pipelines: z.array(pipelineSummary),
  /** How many the filters leave, over all pages. */
  matching: z.number().int(),
  pageSize: z.number().int(),
  totals: fleetTotals,
});
export type Fleet = z.infer<typeof fleet>;
