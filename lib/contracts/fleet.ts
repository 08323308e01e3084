import { z } from "zod";
import { EXECUTION_MODES, PIPELINE_TYPES } from "@/lib/pipeline/declaration";
import { PIPELINE_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import { sourceRevision } from "./execution-summary";
import { pipelineAddress } from "./pipeline-address";

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

/** The summary strip above a list: every pipeline of every connection, not only the filtered ones. */
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

export const RUN_BARS = 30;
export const SHORT_ID_LENGTH = 8;

/** How a bar of the last runs ended or goes on, in one letter. */
export const RUN_RESULTS = {
  s: "Succeeded",
  f: "Failed",
  r: "InProgress",
  w: "WaitingForApproval",
  p: "Stopping",
  t: "Stopped",
  u: "Superseded",
  c: "Cancelled",
} as const satisfies Record<string, (typeof PIPELINE_EXECUTION_STATUSES)[number] | "WaitingForApproval">;
export type RunResult = keyof typeof RUN_RESULTS;

/** The last runs, at most 30, oldest first, in columns: a fleet of 500 pipelines sends 15,000 of them. */
export const recentRuns = z.object({
  /** The first eight characters of each id, one after another. The execution's address takes them for the whole. */
  shortIds: z.string(),
  /** A letter of `RUN_RESULTS` each. */
  results: z.string(),
  /** What it took, or takes so far. Whole seconds, in milliseconds. */
  durationsMs: z.array(z.number()),
});
export type RecentRuns = z.infer<typeof recentRuns>;

/** The newest execution. A revision's summary is the first line of its message. */
const latestRun = z.object({
  pipelineExecutionId: z.string(),
  status: z.enum(PIPELINE_EXECUTION_STATUSES),
  startedAt: z.iso.datetime(),
  lastUpdatedAt: z.iso.datetime(),
  revisions: z.array(sourceRevision),
  /** Who wrote the first revision, where its source tells. */
  author: z.string().nullable(),
});

/** What waits for a person in a pipeline. */
const waitingInFleet = z.object({
  count: z.number().int(),
  /** The longest waiting: since when, and where. */
  since: z.iso.datetime(),
  pipelineExecutionId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  /** When the first of them expires. */
  expiresAt: z.iso.datetime(),
  /** The viewer may decide one of them now. */
  isForViewer: z.boolean(),
});

export const fleetPipeline = z.object({
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
  tags: z.record(z.string(), z.string()),
  latestRun: latestRun.nullable(),
  waiting: waitingInFleet.nullable(),
  recentRuns,
  figures: pipelineFigures,
});
export type FleetPipeline = z.infer<typeof fleetPipeline>;

/** Every pipeline of every connection, by connection and name. */
export const fleet = z.object({
  pipelines: z.array(fleetPipeline),
  /** How many there are beyond those listed: the list has a bound. */
  more: z.number().int(),
  /** Of all of them together. */
  figures: pipelineFigures,
});
export type Fleet = z.infer<typeof fleet>;

export const MOST_ROWS_AT_ONCE = 100;

/** Rows of the fleet to read again, as `connection/name,connection/name`, each part encoded for an address. */
export const fleetRowsQuestion = z.object({
  of: z
    .string()
    .transform((text) => text.split(",").map(addressOf))
    .pipe(z.array(pipelineAddress).max(MOST_ROWS_AT_ONCE, `At most ${MOST_ROWS_AT_ONCE} rows are read at once.`)),
});

/** One that was asked for and is not here is gone. */
export const fleetRows = z.object({ pipelines: z.array(fleetPipeline) });

function addressOf(text: string): { connection: string; pipelineName: string } {
  const [connection = "", pipelineName = ""] = text.split("/");
  return { connection, pipelineName };
}
