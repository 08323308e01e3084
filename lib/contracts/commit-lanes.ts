import { z } from "zod";
import { commaSeparated } from "./path-segment";
import { transitionState } from "./transition";

/** Where a commit stands in a stage; a stage it never came to has no cell. */
export const LANE_STATUSES = [
  "Succeeded",
  "Failed",
  "InProgress",
  "WaitingForApproval",
  "Queued",
  "Stopped",
  "Superseded",
  "Cancelled",
  "Skipped",
] as const;
export type LaneStatus = (typeof LANE_STATUSES)[number];

export const REVISION_KINDS = ["commit", "image", "version"] as const;
export type RevisionKind = (typeof REVISION_KINDS)[number];

/** The latest that happened to a commit in a stage. */
const laneCell = z.object({
  pipelineExecutionId: z.string(),
  status: z.enum(LANE_STATUSES),
  at: z.iso.datetime(),
  /** How long the stage took; null where it was not entered. */
  durationMs: z.number().nullable(),
  /** It came back here by a rollback. */
  isRollback: z.boolean(),
});
export type LaneCell = z.infer<typeof laneCell>;

const laneStage = z.object({
  name: z.string(),
  transition: transitionState.nullable(),
  /** It has a deploy action: what passed here last is live here. */
  deploys: z.boolean(),
  /** The commit that passed here last; null while none is known. */
  liveRevisionId: z.string().nullable(),
  /**
   * Commits that the source delivered after the live one, and the time between it and the newest. Null without a live one,
   * and for one that the source did not deliver: how it relates to the others is not known.
   */
  behind: z.object({ commits: z.number().int(), ms: z.number() }).nullable(),
});
export type LaneStage = z.infer<typeof laneStage>;

const lane = z.object({
  connection: z.string(),
  connectionName: z.string(),
  pipelineName: z.string(),
  isDemo: z.boolean(),
  syncedAt: z.iso.datetime().nullable(),
  /** Without the stage that brings the commits in. */
  stages: z.array(laneStage),
});
export type Lane = z.infer<typeof lane>;

const laneCommit = z.object({
  revisionId: z.string(),
  revisionSummary: z.string().nullable(),
  revisionUrl: z.string().nullable(),
  author: z.string().nullable(),
  /** When the source first delivered it; for one started by hand, when it was committed, as far as that is known. */
  at: z.iso.datetime(),
  /** Only started by hand, while the source delivers others: it may be from another history. */
  isAside: z.boolean(),
  /** By lane, then by stage. */
  cells: z.array(z.array(laneCell.nullable())),
});
export type LaneCommit = z.infer<typeof laneCommit>;

export const commitLanes = z.object({
  /** Every source that some pipeline follows, by name. */
  sources: z.array(z.object({ name: z.string(), pipelines: z.number().int() })),
  /** The chosen source; null when there is none at all. */
  source: z.string().nullable(),
  /** Every pipeline that follows the source, as `connection/pipelineName`. */
  followers: z.array(z.string()),
  /** What the source has: commits, or versions of an object or an image. */
  kind: z.enum(REVISION_KINDS),
  lanes: z.array(lane),
  /** Newest first. */
  commits: z.array(laneCommit),
  hasOlder: z.boolean(),
});
export type CommitLanes = z.infer<typeof commitLanes>;

export const DEFAULT_COMMITS = 30;
export const MOST_COMMITS = 500;

/** What the lanes can be narrowed by, as it stands in the query string. */
export const laneFilters = z.object({
  source: z.string().max(1000).optional(),
  /** `connection/pipelineName`; none chosen means all that follow the source. */
  pipeline: commaSeparated(z.string().max(200)),
  commits: z.coerce.number().int().min(1).max(MOST_COMMITS).default(DEFAULT_COMMITS),
});
export type LaneFilters = z.infer<typeof laneFilters>;
