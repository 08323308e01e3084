import { z } from "zod";
import { EXECUTION_MODES } from "@/lib/pipeline/declaration";
import { PIPELINE_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import { type ExecutionRecord, revisionRecord, variableRecord } from "@/lib/pipeline/execution-record";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";
import { instant, instantOrNull } from "./instant";

const executionRow = z.object({
  pipelineId: z.string(),
  connection: z.string(),
  pipelineName: z.string(),
  isDemo: z.boolean(),
  pipelineExecutionId: z.string(),
  status: z.enum(PIPELINE_EXECUTION_STATUSES),
  statusSummary: z.string().nullable(),
  pipelineVersion: z.number().nullable(),
  startedAt: instant,
  lastUpdatedAt: instant,
  triggerType: z.string().nullable(),
  triggerDetail: z.string().nullable(),
  executionMode: z.enum(EXECUTION_MODES).nullable().catch(null),
  executionType: z.string().nullable(),
  sourceRevisions: z.array(revisionRecord).catch([]),
  variables: z.array(variableRecord).catch([]),
  stopReason: z.string().nullable(),
  rollbackTargetId: z.string().nullable(),
  syncedAt: instantOrNull,
  waitingApprovals: z.number(),
  failure: z
    .object({
      stageName: z.string(),
      actionName: z.string(),
      code: z.string().nullable(),
      message: z.string().nullable(),
      summary: z.string().nullable(),
    })
    .nullable(),
});

/** An execution as stored, with whose it is and what a list says about it. */
export type StoredExecution = ExecutionRecord & z.infer<typeof executionRow>;

export interface ExecutionSelection {
  readonly pipelineId?: string;
  readonly statuses?: readonly string[];
  readonly triggerTypes?: readonly string[];
  /** UTC days, both included. */
  readonly from?: string;
  readonly to?: string;
  /** Part of a revision's summary, or the start of a revision's or an execution's id. */
  readonly revision?: string;
  /** Only what comes after this one in the list. */
  readonly after?: { readonly startedAt: number; readonly pipelineExecutionId: string };
  readonly limit: number;
}

/** Newest first. */
export async function listExecutions(db: DbOrTransaction, selection: ExecutionSelection): Promise<StoredExecution[]> {
  const rows = await db.$queryRaw`
    ${selectExecutions}
    WHERE ${conditionsOf(selection)}
    ORDER BY run.started_at DESC, run.pipeline_execution_id DESC
    LIMIT ${selection.limit}`;
  return z.array(executionRow).parse(rows);
}

export async function findExecution(
  db: DbOrTransaction,
  { pipelineId, pipelineExecutionId }: { pipelineId: string; pipelineExecutionId: string },
): Promise<StoredExecution | null> {
  const rows = await db.$queryRaw`
    ${selectExecutions}
    WHERE run.pipeline_id = ${pipelineId}::uuid AND run.pipeline_execution_id = ${pipelineExecutionId}::uuid`;
  return z.array(executionRow).parse(rows)[0] ?? null;
}

/** @param prefix the first eight hexadecimal digits of the id */
export async function findExecutionIdByPrefix(
  db: DbOrTransaction,
  { pipelineId, prefix }: { pipelineId: string; prefix: string },
): Promise<string | null> {
  const row = await db.pipelineExecution.findFirst({
    where: {
      pipelineId,
      pipelineExecutionId: {
        gte: `${prefix}-0000-0000-0000-000000000000`,
        lte: `${prefix}-ffff-ffff-ffff-ffffffffffff`,
      },
    },
    orderBy: { startedAt: "desc" },
    select: { pipelineExecutionId: true },
  });
  return row?.pipelineExecutionId ?? null;
}

/** The latest execution of each pipeline, where that one failed; the latest failure first. */
export async function listLatestFailures(db: DbOrTransaction, limit: number): Promise<StoredExecution[]> {
  const rows = await db.$queryRaw`
    ${selectExecutions}
    WHERE run.status = 'Failed' AND pipeline.deleted_at IS NULL
      AND (run.pipeline_id, run.pipeline_execution_id) IN (
        SELECT latest.pipeline_id, latest.pipeline_execution_id
        FROM pipeline every_pipeline, LATERAL (
          SELECT pipeline_id, pipeline_execution_id FROM pipeline_execution
          WHERE pipeline_id = every_pipeline.id ORDER BY started_at DESC LIMIT 1
        ) AS latest)
    ORDER BY run.last_updated_at DESC
    LIMIT ${limit}`;
  return z.array(executionRow).parse(rows);
}

/** The latest execution of each of the given pipelines. */
export async function listLatestExecutions(
  db: DbOrTransaction,
  pipelineIds: readonly string[],
): Promise<StoredExecution[]> {
  const rows = await db.$queryRaw`
    ${selectExecutions}
    WHERE (run.pipeline_id, run.pipeline_execution_id) IN (
      SELECT latest.pipeline_id, latest.pipeline_execution_id
      FROM unnest(${[...pipelineIds]}::uuid[]) AS wanted (id), LATERAL (
        SELECT pipeline_id, pipeline_execution_id FROM pipeline_execution
        WHERE pipeline_id = wanted.id ORDER BY started_at DESC LIMIT 1
      ) AS latest)`;
  return z.array(executionRow).parse(rows);
}

const neighbours = z.tuple([z.object({ earlier: z.string().nullable(), later: z.string().nullable() })]);

/** The executions started just before and just after. */
export async function findNeighbours(
  db: DbOrTransaction,
  { pipelineId, startedAt }: { pipelineId: string; startedAt: number },
): Promise<{ earlier: string | null; later: string | null }> {
  const rows = await db.$queryRaw`
    SELECT
      (SELECT pipeline_execution_id FROM pipeline_execution
       WHERE pipeline_id = ${pipelineId}::uuid AND started_at < ${new Date(startedAt)}
       ORDER BY started_at DESC LIMIT 1) AS earlier,
      (SELECT pipeline_execution_id FROM pipeline_execution
       WHERE pipeline_id = ${pipelineId}::uuid AND started_at > ${new Date(startedAt)}
       ORDER BY started_at LIMIT 1) AS later`;
  return neighbours.parse(rows)[0];
}

const selectExecutions = Prisma.sql`
  SELECT run.pipeline_id AS "pipelineId", connection.slug AS connection, pipeline.name AS "pipelineName",
         connection.is_demo AS "isDemo", run.pipeline_execution_id AS "pipelineExecutionId", run.status,
         run.status_summary AS "statusSummary", run.pipeline_version AS "pipelineVersion",
         run.started_at AS "startedAt", run.last_updated_at AS "lastUpdatedAt", run.trigger_type AS "triggerType",
         run.trigger_detail AS "triggerDetail", run.execution_mode AS "executionMode",
         run.execution_type AS "executionType", run.source_revisions AS "sourceRevisions", run.variables,
         run.stop_reason AS "stopReason", run.rollback_target_id AS "rollbackTargetId", run.synced_at AS "syncedAt",
         CASE WHEN run.status IN ('InProgress', 'Stopping') THEN (
           SELECT count(*)::int FROM action_execution action
           WHERE action.pipeline_id = run.pipeline_id AND action.pipeline_execution_id = run.pipeline_execution_id
             AND action.category = 'Approval' AND action.status = 'InProgress'
         ) ELSE 0 END AS "waitingApprovals",
         CASE WHEN run.status = 'Failed' THEN (
           SELECT jsonb_build_object('stageName', action.stage_name, 'actionName', action.action_name,
             'code', action.error_code, 'message', action.error_message, 'summary', action.summary)
           FROM action_execution action
           WHERE action.pipeline_id = run.pipeline_id AND action.pipeline_execution_id = run.pipeline_execution_id
             AND action.status = 'Failed'
           ORDER BY action.last_updated_at DESC LIMIT 1
         ) END AS failure
  FROM pipeline_execution run
  JOIN pipeline ON pipeline.id = run.pipeline_id
  JOIN connection ON connection.id = pipeline.connection_id`;

function conditionsOf(selection: ExecutionSelection): Prisma.Sql {
  const { pipelineId, statuses = [], triggerTypes = [], from, to, revision, after } = selection;
  const conditions: Prisma.Sql[] = [];
  if (pipelineId) conditions.push(Prisma.sql`run.pipeline_id = ${pipelineId}::uuid`);
  if (statuses.length > 0) conditions.push(Prisma.sql`run.status = ANY(${[...statuses]})`);
  if (triggerTypes.length > 0) conditions.push(Prisma.sql`run.trigger_type = ANY(${[...triggerTypes]})`);
  if (from) conditions.push(Prisma.sql`run.started_at >= ${from}::date AT TIME ZONE 'UTC'`);
  if (to) conditions.push(Prisma.sql`run.started_at < (${to}::date + 1) AT TIME ZONE 'UTC'`);
  if (revision) conditions.push(matchesRevision(revision));
  if (after) {
    conditions.push(Prisma.sql`
      (run.started_at, run.pipeline_execution_id) < (${new Date(after.startedAt)}, ${after.pipelineExecutionId}::uuid)`);
  }
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ");
}

function matchesRevision(text: string): Prisma.Sql {
  const literal = text.replaceAll(/[\\%_]/g, "\\$&");
  return Prisma.sql`(
    run.pipeline_execution_id::text LIKE ${`${literal.toLowerCase()}%`}
    OR EXISTS (
      SELECT FROM jsonb_array_elements(run.source_revisions) AS revision
      WHERE revision ->> 'revisionId' ILIKE ${`${literal}%`} OR revision ->> 'revisionSummary' ILIKE ${`%${literal}%`}))`;
}
