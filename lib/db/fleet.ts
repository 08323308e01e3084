import { z } from "zod";
import { EXECUTION_MODES, PIPELINE_TYPES } from "@/lib/pipeline/declaration";
import { PIPELINE_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import type { FleetStatus } from "@/lib/pipeline/fleet-status";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";
import { instant, instantOrNull } from "./instant";

const fleetRow = z.object({
  pipelineId: z.string(),
  connection: z.string(),
  connectionName: z.string(),
  isDemo: z.boolean(),
  pipelineName: z.string(),
  liveVersion: z.number().nullable(),
  pipelineType: z.enum(PIPELINE_TYPES).nullable().catch(null),
  executionMode: z.enum(EXECUTION_MODES).nullable().catch(null),
  hasDraft: z.boolean(),
  isFavourite: z.boolean(),
  waitingSince: instantOrNull,
  matching: z.coerce.number(),
});
export type FleetRow = z.infer<typeof fleetRow>;

export interface FleetSelection {
  readonly userId: string;
  readonly search?: string;
  readonly statuses: readonly FleetStatus[];
  readonly connections: readonly string[];
  readonly onlyFavourites: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Pipelines of every connection: what needs a person first, then what ran last. */
export async function listFleet(db: DbOrTransaction, selection: FleetSelection): Promise<FleetRow[]> {
  const rows = await db.$queryRaw`
    WITH ${fleet(selection.userId)}
    SELECT *, count(*) OVER () AS matching FROM fleet
    WHERE ${conditionsOf(selection)}
    ORDER BY array_position(ARRAY['waiting', 'failed', 'running'], "fleetStatus") NULLS LAST,
      "startedAt" DESC NULLS LAST, "pipelineName", connection
    LIMIT ${selection.limit} OFFSET ${selection.offset}`;
  return z.array(fleetRow).parse(rows);
}

const totalsRow = z.tuple([
  z.object({
    pipelines: z.coerce.number(),
    connections: z.coerce.number(),
    running: z.coerce.number(),
    waiting: z.coerce.number(),
    lastRunFailed: z.coerce.number(),
    oldestWaitingSince: instantOrNull,
    includesDemo: z.boolean(),
  }),
]);

export async function getFleetTotals(db: DbOrTransaction, userId: string): Promise<z.infer<typeof totalsRow>[0]> {
  const rows = await db.$queryRaw`
    WITH ${fleet(userId)}
    SELECT count(*) AS pipelines, count(DISTINCT connection) AS connections,
           count(*) FILTER (WHERE "fleetStatus" = 'running') AS running,
           coalesce(sum("waitingCount"), 0) AS waiting,
           count(*) FILTER (WHERE "fleetStatus" = 'failed') AS "lastRunFailed",
           min("waitingSince") AS "oldestWaitingSince", coalesce(bool_or("isDemo"), false) AS "includesDemo"
    FROM fleet`;
  return totalsRow.parse(rows)[0];
}

const recentRun = z.object({
  pipelineId: z.string(),
  pipelineExecutionId: z.string(),
  status: z.enum(PIPELINE_EXECUTION_STATUSES),
  isWaitingForApproval: z.boolean(),
  startedAt: instant,
  lastUpdatedAt: instant,
});

/** The last `limit` executions of each of the given pipelines, oldest first. */
export async function listRecentRuns(
  db: DbOrTransaction,
  { pipelineIds, limit }: { pipelineIds: readonly string[]; limit: number },
): Promise<z.infer<typeof recentRun>[]> {
  const rows = await db.$queryRaw`
    SELECT run.pipeline_id AS "pipelineId", run.pipeline_execution_id AS "pipelineExecutionId", run.status,
           run.started_at AS "startedAt", run.last_updated_at AS "lastUpdatedAt",
           run.status IN ('InProgress', 'Stopping') AND EXISTS (
             SELECT FROM action_execution action
             WHERE action.pipeline_id = run.pipeline_id AND action.pipeline_execution_id = run.pipeline_execution_id
               AND action.category = 'Approval' AND action.status = 'InProgress') AS "isWaitingForApproval"
    FROM unnest(${[...pipelineIds]}::uuid[]) AS wanted (id), LATERAL (
      SELECT * FROM pipeline_execution WHERE pipeline_id = wanted.id ORDER BY started_at DESC LIMIT ${limit}
    ) AS run
    ORDER BY run.started_at`;
  return z.array(recentRun).parse(rows);
}

const figuresRow = z.object({
  pipelineId: z.string().nullable(),
  isBefore: z.boolean(),
  succeeded: z.coerce.number(),
  failed: z.coerce.number(),
  other: z.coerce.number(),
  medianMs: z.coerce.number().nullable(),
});
export type FiguresRow = z.infer<typeof figuresRow>;

/**
 * Roll-ups of the last `days` days and of as many before (`isBefore`): of each given pipeline, or with
 * `pipelineIds` null one for all that are not deleted.
 */
export async function listFigures(
  db: DbOrTransaction,
  { pipelineIds, days, now }: { pipelineIds: readonly string[] | null; days: number; now: number },
): Promise<FiguresRow[]> {
  const today = new Date(now).toISOString().slice(0, 10);
  const chosen = pipelineIds
    ? Prisma.sql`pipeline_id = ANY(${[...pipelineIds]}::uuid[])`
    : Prisma.sql`pipeline_id IN (SELECT id FROM pipeline WHERE deleted_at IS NULL)`;
  const owner = pipelineIds ? Prisma.sql`pipeline_id` : Prisma.sql`NULL::uuid`;
  const rows = await db.$queryRaw`
    WITH stat AS (
      SELECT ${owner} AS owner, day <= ${today}::date - ${days}::int AS is_before, succeeded, failed, other, durations_ms
      FROM daily_stat
      WHERE ${chosen} AND stage_name = '' AND day > ${today}::date - ${2 * days}::int
    ),
    duration AS (
      SELECT owner, is_before, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS median
      FROM stat, unnest(durations_ms) AS ms
      GROUP BY owner, is_before
    )
    SELECT stat.owner AS "pipelineId", stat.is_before AS "isBefore", sum(succeeded) AS succeeded, sum(failed) AS failed,
           sum(other) AS other, max(duration.median) AS "medianMs"
    FROM stat
    LEFT JOIN duration ON duration.owner IS NOT DISTINCT FROM stat.owner AND duration.is_before = stat.is_before
    GROUP BY stat.owner, stat.is_before`;
  return z.array(figuresRow).parse(rows);
}

function fleet(userId: string): Prisma.Sql {
  return Prisma.sql`
    waiting AS (
      SELECT action.pipeline_id, count(*) AS waiting_count, min(action.started_at) AS since
      FROM action_execution action JOIN pipeline_execution run USING (pipeline_id, pipeline_execution_id)
      WHERE action.category = 'Approval' AND action.status = 'InProgress' AND run.status IN ('InProgress', 'Stopping')
      GROUP BY action.pipeline_id
    ),
    fleet AS (
      SELECT pipeline.id AS "pipelineId", connection.slug AS connection, connection.name AS "connectionName",
             connection.is_demo AS "isDemo", pipeline.name AS "pipelineName", pipeline.live_version AS "liveVersion",
             coalesce(pipeline.live_declaration, draft.declaration) ->> 'pipelineType' AS "pipelineType",
             coalesce(pipeline.live_declaration, draft.declaration) ->> 'executionMode' AS "executionMode",
             draft.pipeline_id IS NOT NULL AS "hasDraft",
             EXISTS (SELECT FROM favourite WHERE favourite.pipeline_id = pipeline.id AND user_id = ${userId}::uuid) AS "isFavourite",
             waiting.since AS "waitingSince", waiting.waiting_count AS "waitingCount",
             latest.started_at AS "startedAt", latest.source_revisions AS "sourceRevisions",
             CASE
               WHEN waiting.since IS NOT NULL THEN 'waiting'
               WHEN latest.status IS NULL THEN 'none'
               WHEN latest.status IN ('InProgress', 'Stopping') THEN 'running'
               ELSE lower(latest.status)
             END AS "fleetStatus"
      FROM pipeline
      JOIN connection ON connection.id = pipeline.connection_id
      LEFT JOIN draft ON draft.pipeline_id = pipeline.id
      LEFT JOIN waiting ON waiting.pipeline_id = pipeline.id
      LEFT JOIN LATERAL (
        SELECT status, started_at, source_revisions FROM pipeline_execution
        WHERE pipeline_id = pipeline.id ORDER BY started_at DESC LIMIT 1
      ) AS latest ON true
      WHERE pipeline.deleted_at IS NULL
    )`;
}

function conditionsOf({ search, statuses, connections, onlyFavourites }: FleetSelection): Prisma.Sql {
  const conditions: Prisma.Sql[] = [];
  if (search) {
    const literal = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
    conditions.push(Prisma.sql`("pipelineName" ILIKE ${literal} OR EXISTS (
      SELECT FROM jsonb_array_elements("sourceRevisions") AS revision
      WHERE revision ->> 'revisionId' ILIKE ${literal} OR revision ->> 'revisionSummary' ILIKE ${literal}))`);
  }
  if (statuses.length > 0) conditions.push(Prisma.sql`"fleetStatus" = ANY(${[...statuses]})`);
  if (connections.length > 0) conditions.push(Prisma.sql`connection = ANY(${[...connections]})`);
  if (onlyFavourites) conditions.push(Prisma.sql`"isFavourite"`);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ");
}
