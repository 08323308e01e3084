import { z } from "zod";
import { EXECUTION_MODES, PIPELINE_TYPES } from "@/lib/pipeline/declaration";
import { PIPELINE_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import { revisionRecord } from "@/lib/pipeline/execution-record";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";
import { instantOrNull } from "./instant";

const revisions = z.array(revisionRecord).catch([]);

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
  tags: z.array(z.object({ key: z.string(), value: z.string() })).catch([]),
  run: z
    .object({
      pipelineExecutionId: z.string(),
      status: z.enum(PIPELINE_EXECUTION_STATUSES),
      /** Epoch milliseconds. */
      startedAt: z.number(),
      lastUpdatedAt: z.number(),
      revisions,
      author: z.string().nullable(),
    })
    .nullable(),
  total: z.coerce.number(),
});
export type FleetRow = z.infer<typeof fleetRow>;

interface PipelineName {
  readonly connection: string;
  readonly pipelineName: string;
}

/** Pipelines of every connection by connection and name, each with its newest execution: all, or those that are named. */
export async function listFleet(
  db: DbOrTransaction,
  { named, limit }: { named?: readonly PipelineName[]; limit: number },
): Promise<FleetRow[]> {
  const chosen = named
    ? Prisma.sql`AND (connection.slug, pipeline.name) IN (
        SELECT * FROM unnest(${named.map(({ connection }) => connection)}::text[],
                             ${named.map(({ pipelineName }) => pipelineName)}::text[]))`
    : Prisma.empty;
  const rows = await db.$queryRaw`
    SELECT pipeline.id AS "pipelineId", connection.slug AS connection, connection.name AS "connectionName",
           connection.is_demo AS "isDemo", pipeline.name AS "pipelineName", pipeline.live_version AS "liveVersion",
           coalesce(pipeline.live_declaration, draft.declaration) ->> 'pipelineType' AS "pipelineType",
           coalesce(pipeline.live_declaration, draft.declaration) ->> 'executionMode' AS "executionMode",
           draft.pipeline_id IS NOT NULL AS "hasDraft",
           coalesce(pipeline.tags, '[]') AS tags, latest.run, count(*) OVER () AS total
    FROM pipeline
    JOIN connection ON connection.id = pipeline.connection_id
    LEFT JOIN draft ON draft.pipeline_id = pipeline.id
    LEFT JOIN LATERAL (
      SELECT json_build_object(
        'pipelineExecutionId', newest.pipeline_execution_id, 'status', newest.status,
        'startedAt', round(extract(epoch FROM newest.started_at) * 1000),
        'lastUpdatedAt', round(extract(epoch FROM newest.last_updated_at) * 1000),
        'revisions', newest.source_revisions,
        'author', (
          SELECT action.output -> 'outputVariables' ->> 'AuthorDisplayName' FROM action_execution action
          WHERE action.pipeline_id = newest.pipeline_id AND action.pipeline_execution_id = newest.pipeline_execution_id
            AND action.category = 'Source' AND action.action_name = newest.source_revisions -> 0 ->> 'actionName'
          ORDER BY action.started_at DESC LIMIT 1)) AS run
      FROM pipeline_execution newest
      WHERE newest.pipeline_id = pipeline.id ORDER BY newest.started_at DESC LIMIT 1
    ) AS latest ON true
    WHERE pipeline.deleted_at IS NULL ${chosen}
    ORDER BY connection.slug, pipeline.name
    LIMIT ${limit}`;
  return z.array(fleetRow).parse(rows);
}

const foundPipeline = z.object({
  connection: z.string(),
  connectionName: z.string(),
  pipelineName: z.string(),
  matching: z.coerce.number(),
});

/** Pipelines to choose from: what ran last comes first. */
export async function searchPipelines(
  db: DbOrTransaction,
  { search, connections, limit }: { search: string; connections: readonly string[]; limit: number },
): Promise<z.infer<typeof foundPipeline>[]> {
  const literal = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const ofConnections =
    connections.length === 0 ? Prisma.empty : Prisma.sql`AND connection.slug = ANY(${[...connections]})`;
  const matches = search
    ? Prisma.sql`AND (pipeline.name ILIKE ${literal} OR EXISTS (
        SELECT FROM jsonb_array_elements(latest.source_revisions) AS revision
        WHERE revision ->> 'revisionId' ILIKE ${literal} OR revision ->> 'revisionSummary' ILIKE ${literal}))`
    : Prisma.empty;
  const rows = await db.$queryRaw`
    SELECT connection.slug AS connection, connection.name AS "connectionName", pipeline.name AS "pipelineName",
           count(*) OVER () AS matching
    FROM pipeline
    JOIN connection ON connection.id = pipeline.connection_id
    LEFT JOIN LATERAL (
      SELECT started_at, source_revisions FROM pipeline_execution
      WHERE pipeline_id = pipeline.id ORDER BY started_at DESC LIMIT 1
    ) AS latest ON true
    WHERE pipeline.deleted_at IS NULL ${ofConnections} ${matches}
    ORDER BY latest.started_at DESC NULLS LAST, pipeline.name, connection.slug
    LIMIT ${limit}`;
  return z.array(foundPipeline).parse(rows);
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

/** What stands above every list of pipelines, but for its figures. */
export async function getFleetTotals(db: DbOrTransaction): Promise<z.infer<typeof totalsRow>[0]> {
  const rows = await db.$queryRaw`
    WITH waiting AS (
      SELECT action.pipeline_id, count(*) AS waiting_count, min(action.started_at) AS since
      FROM action_execution action JOIN pipeline_execution run USING (pipeline_id, pipeline_execution_id)
      WHERE action.category = 'Approval' AND action.status = 'InProgress' AND run.status IN ('InProgress', 'Stopping')
      GROUP BY action.pipeline_id
    )
    SELECT count(*) AS pipelines, count(DISTINCT pipeline.connection_id) AS connections,
           count(*) FILTER (WHERE since IS NULL AND latest.status IN ('InProgress', 'Stopping')) AS running,
           coalesce(sum(waiting_count), 0) AS waiting,
           count(*) FILTER (WHERE since IS NULL AND latest.status = 'Failed') AS "lastRunFailed",
           min(since) AS "oldestWaitingSince", coalesce(bool_or(connection.is_demo), false) AS "includesDemo"
    FROM pipeline
    JOIN connection ON connection.id = pipeline.connection_id
    LEFT JOIN waiting ON waiting.pipeline_id = pipeline.id
    LEFT JOIN LATERAL (
      SELECT status FROM pipeline_execution WHERE pipeline_id = pipeline.id ORDER BY started_at DESC LIMIT 1
    ) AS latest ON true
    WHERE pipeline.deleted_at IS NULL`;
  return totalsRow.parse(rows)[0];
}

const recentRunsRow = z.object({
  pipelineId: z.string(),
  shortIds: z.string(),
  statuses: z.array(z.union([z.enum(PIPELINE_EXECUTION_STATUSES), z.literal("WaitingForApproval")])),
  durationsS: z.array(z.number()),
});
export type RecentRunsRow = z.infer<typeof recentRunsRow>;

/** The last `limit` executions of each of the given pipelines in columns, oldest first; what runs lasts until `now`. */
export async function listRecentRuns(
  db: DbOrTransaction,
  { pipelineIds, limit, now }: { pipelineIds: readonly string[]; limit: number; now: number },
): Promise<RecentRunsRow[]> {
  const rows = await db.$queryRaw`
    SELECT run.pipeline_id AS "pipelineId",
           string_agg(left(run.pipeline_execution_id::text, 8), '' ORDER BY run.started_at) AS "shortIds",
           array_agg(CASE WHEN run.status = 'InProgress' AND EXISTS (
             SELECT FROM action_execution action
             WHERE action.pipeline_id = run.pipeline_id AND action.pipeline_execution_id = run.pipeline_execution_id
               AND action.category = 'Approval' AND action.status = 'InProgress'
           ) THEN 'WaitingForApproval' ELSE run.status END ORDER BY run.started_at) AS statuses,
           array_agg(greatest(0, round(extract(epoch FROM
             CASE WHEN run.status IN ('InProgress', 'Stopping') THEN ${new Date(now)} ELSE run.last_updated_at END
             - run.started_at)))::int ORDER BY run.started_at) AS "durationsS"
    FROM unnest(${[...pipelineIds]}::uuid[]) AS wanted (id), LATERAL (
      SELECT pipeline_id, pipeline_execution_id, status, started_at, last_updated_at FROM pipeline_execution
      WHERE pipeline_id = wanted.id ORDER BY started_at DESC LIMIT ${limit}
    ) AS run
    GROUP BY run.pipeline_id`;
  return z.array(recentRunsRow).parse(rows);
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

/** No pipeline's id. Rows of one owner are joined by equality, which null has not. */
const ALL_TOGETHER = "00000000-0000-0000-0000-000000000000";

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
  const owner = pipelineIds ? Prisma.sql`pipeline_id` : Prisma.sql`${ALL_TOGETHER}::uuid`;
  const rows = await db.$queryRaw`
    WITH stat AS (
      SELECT ${owner} AS owner, day <= ${today}::date - ${days}::int AS is_before, succeeded, failed, other, durations_ms
      FROM daily_stat
      WHERE ${chosen} AND stage_name = '' AND day > ${today}::date - ${2 * days}::int
    ),
    total AS (
      SELECT owner, is_before, sum(succeeded) AS succeeded, sum(failed) AS failed, sum(other) AS other
      FROM stat
      GROUP BY owner, is_before
    ),
    duration AS (
      SELECT owner, is_before, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS median
      FROM stat, unnest(durations_ms) AS ms
      GROUP BY owner, is_before
    )
    SELECT nullif(owner, ${ALL_TOGETHER}::uuid) AS "pipelineId", is_before AS "isBefore", succeeded, failed, other,
           median AS "medianMs"
    FROM total
    LEFT JOIN duration USING (owner, is_before)`;
  return z.array(figuresRow).parse(rows);
}
