import { z } from "zod";
import type { ActionExecutionRecord, ExecutionRecord, VariableRecord } from "@/lib/pipeline/execution-record";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";

/**
 * Adds executions or brings them up to date. Safe to repeat and to run out of order: what is older than what is
 * stored changes nothing, and what a list leaves out keeps its value. What changed needs its details read again.
 * @returns those that are new or different
 */
export async function upsertExecutions(
  db: DbOrTransaction,
  { pipelineId, executions }: { pipelineId: string; executions: readonly ExecutionRecord[] },
): Promise<string[]> {
  if (executions.length === 0) return [];
  const rows = await db.$queryRaw`
    INSERT INTO pipeline_execution AS known (
      pipeline_id, pipeline_execution_id, status, status_summary, pipeline_version, started_at, last_updated_at,
      trigger_type, trigger_detail, execution_mode, execution_type, source_revisions, variables, stop_reason,
      rollback_target_id)
    SELECT ${pipelineId}::uuid, "pipelineExecutionId", status, "statusSummary", "pipelineVersion",
           to_timestamp("startedAt" / 1000.0), to_timestamp("lastUpdatedAt" / 1000.0),
           "triggerType", "triggerDetail", "executionMode", "executionType", "sourceRevisions",
           coalesce(nullif(variables, 'null'::jsonb), '[]'), "stopReason", "rollbackTargetId"
    FROM jsonb_to_recordset(${JSON.stringify(executions)}::jsonb) AS incoming (
      "pipelineExecutionId" uuid, status text, "statusSummary" text, "pipelineVersion" int, "startedAt" double precision,
      "lastUpdatedAt" double precision, "triggerType" text, "triggerDetail" text, "executionMode" text,
      "executionType" text, "sourceRevisions" jsonb, variables jsonb, "stopReason" text, "rollbackTargetId" uuid)
    ON CONFLICT (pipeline_id, pipeline_execution_id) DO UPDATE SET
      status = excluded.status,
      status_summary = excluded.status_summary,
      pipeline_version = coalesce(excluded.pipeline_version, known.pipeline_version),
      started_at = excluded.started_at,
      last_updated_at = excluded.last_updated_at,
      trigger_type = coalesce(excluded.trigger_type, known.trigger_type),
      trigger_detail = coalesce(excluded.trigger_detail, known.trigger_detail),
      execution_mode = coalesce(excluded.execution_mode, known.execution_mode),
      execution_type = coalesce(excluded.execution_type, known.execution_type),
      source_revisions = CASE WHEN excluded.source_revisions = '[]' THEN known.source_revisions ELSE excluded.source_revisions END,
      variables = CASE WHEN excluded.variables = '[]' THEN known.variables ELSE excluded.variables END,
      stop_reason = coalesce(excluded.stop_reason, known.stop_reason),
      rollback_target_id = coalesce(excluded.rollback_target_id, known.rollback_target_id),
      synced_at = NULL
    WHERE known.last_updated_at <= excluded.last_updated_at AND (
      (known.status, known.status_summary, known.last_updated_at) IS DISTINCT FROM
        (excluded.status, excluded.status_summary, excluded.last_updated_at)
      OR (excluded.pipeline_version IS NOT NULL AND known.pipeline_version IS DISTINCT FROM excluded.pipeline_version)
      OR (excluded.source_revisions <> '[]' AND known.source_revisions <> excluded.source_revisions)
      OR (excluded.variables <> '[]' AND known.variables <> excluded.variables))
    RETURNING pipeline_execution_id AS "pipelineExecutionId"`;
  return ids(rows);
}

const changedAction = z.object({ pipelineExecutionId: z.string(), category: z.string() });
export type ChangedAction = z.infer<typeof changedAction>;

/**
 * Adds action executions or brings them up to date, as `upsertExecutions` does. Their executions must be stored.
 * @returns one entry per new or different row
 */
export async function upsertActionExecutions(
  db: DbOrTransaction,
  { pipelineId, actions }: { pipelineId: string; actions: readonly ActionExecutionRecord[] },
): Promise<ChangedAction[]> {
  if (actions.length === 0) return [];
  const rows = await db.$queryRaw`
    INSERT INTO action_execution AS known (
      pipeline_id, action_execution_id, pipeline_execution_id, stage_name, action_name, category, owner, provider,
      status, started_at, last_updated_at, updated_by, summary, error_code, error_message, external_execution_id,
      external_execution_url, log_stream_arn, input, output)
    SELECT ${pipelineId}::uuid, "actionExecutionId", "pipelineExecutionId", "stageName", "actionName", category, owner,
           provider, status, to_timestamp("startedAt" / 1000.0), to_timestamp("lastUpdatedAt" / 1000.0), "updatedBy",
           summary, "errorCode", "errorMessage", "externalExecutionId", "externalExecutionUrl", "logStreamArn", input, output
    FROM jsonb_to_recordset(${JSON.stringify(actions)}::jsonb) AS incoming (
      "actionExecutionId" text, "pipelineExecutionId" uuid, "stageName" text, "actionName" text, category text,
      owner text, provider text, status text, "startedAt" double precision, "lastUpdatedAt" double precision,
      "updatedBy" text, summary text, "errorCode" text, "errorMessage" text, "externalExecutionId" text,
      "externalExecutionUrl" text, "logStreamArn" text, input jsonb, output jsonb)
    ON CONFLICT (pipeline_id, action_execution_id) DO UPDATE SET
      status = excluded.status,
      started_at = excluded.started_at,
      last_updated_at = excluded.last_updated_at,
      updated_by = excluded.updated_by,
      summary = excluded.summary,
      error_code = excluded.error_code,
      error_message = excluded.error_message,
      external_execution_id = excluded.external_execution_id,
      external_execution_url = excluded.external_execution_url,
      log_stream_arn = coalesce(excluded.log_stream_arn, known.log_stream_arn),
      input = excluded.input,
      output = excluded.output
    WHERE known.last_updated_at <= excluded.last_updated_at AND (
      (known.status, known.last_updated_at, known.summary, known.error_code, known.error_message,
       known.external_execution_id, known.external_execution_url, known.log_stream_arn, known.input, known.output)
      IS DISTINCT FROM
      (excluded.status, excluded.last_updated_at, excluded.summary, excluded.error_code, excluded.error_message,
       excluded.external_execution_id, excluded.external_execution_url,
       coalesce(excluded.log_stream_arn, known.log_stream_arn), excluded.input, excluded.output))
    RETURNING pipeline_execution_id AS "pipelineExecutionId", category`;
  return z.array(changedAction).parse(rows);
}

/**
 * Writes what a list does not tell, and that the actions were read at `readAt`.
 * @returns true when it differs from what was known
 */
export async function storeExecutionDetails(
  db: DbOrTransaction,
  details: {
    pipelineId: string;
    pipelineExecutionId: string;
    pipelineVersion: number | null;
    variables: readonly VariableRecord[] | null;
    readAt: number;
  },
): Promise<boolean> {
  const variables = details.variables && JSON.stringify(details.variables);
  const where = Prisma.sql`
    WHERE pipeline_id = ${details.pipelineId}::uuid AND pipeline_execution_id = ${details.pipelineExecutionId}::uuid`;
  const changed = await db.$executeRaw`
    UPDATE pipeline_execution SET
      pipeline_version = coalesce(${details.pipelineVersion}::int, pipeline_version),
      variables = coalesce(${variables}::jsonb, variables)
    ${where} AND (pipeline_version, variables) IS DISTINCT FROM
      (coalesce(${details.pipelineVersion}::int, pipeline_version), coalesce(${variables}::jsonb, variables))`;
  await db.$executeRaw`UPDATE pipeline_execution SET synced_at = ${new Date(details.readAt)} ${where}`;
  return changed > 0;
}

/** Says that the actions of these executions were all read at `readAt`. */
export async function markExecutionsDetailed(
  db: DbOrTransaction,
  {
    pipelineId,
    pipelineExecutionIds,
    readAt,
  }: { pipelineId: string; pipelineExecutionIds: readonly string[]; readAt: number },
): Promise<void> {
  await db.$executeRaw`
    UPDATE pipeline_execution SET synced_at = ${new Date(readAt)}
    WHERE pipeline_id = ${pipelineId}::uuid AND pipeline_execution_id = ANY(${[...pipelineExecutionIds]}::uuid[])`;
}

const pendingExecution = z.object({ pipelineExecutionId: z.string() });

/** Executions that may still change, and those whose actions were never read; the latest first. */
export async function listUnfinishedExecutions(
  db: DbOrTransaction,
  pipelineId: string,
): Promise<{ running: string[]; withoutDetails: string[] }> {
  const [running, withoutDetails] = await Promise.all([
    db.$queryRaw`
      SELECT pipeline_execution_id AS "pipelineExecutionId" FROM pipeline_execution
      WHERE pipeline_id = ${pipelineId}::uuid AND status IN ('InProgress', 'Stopping')
      ORDER BY started_at DESC LIMIT 200`,
    db.$queryRaw`
      SELECT pipeline_execution_id AS "pipelineExecutionId" FROM pipeline_execution
      WHERE pipeline_id = ${pipelineId}::uuid AND synced_at IS NULL
      ORDER BY started_at DESC LIMIT 10000`,
  ]);
  return { running: ids(running), withoutDetails: ids(withoutDetails) };
}

const knownExecution = z.object({
  pipelineExecutionId: z.string(),
  status: z.string(),
  lastUpdatedAt: z.date().transform((date) => date.getTime()),
});
export type KnownExecution = z.infer<typeof knownExecution>;

/** How those of the given executions that are stored stand. */
export async function listKnownExecutions(
  db: DbOrTransaction,
  { pipelineId, pipelineExecutionIds }: { pipelineId: string; pipelineExecutionIds: readonly string[] },
): Promise<Map<string, KnownExecution>> {
  const rows = await db.$queryRaw`
    SELECT pipeline_execution_id AS "pipelineExecutionId", status, last_updated_at AS "lastUpdatedAt"
    FROM pipeline_execution
    WHERE pipeline_id = ${pipelineId}::uuid AND pipeline_execution_id = ANY(${[...pipelineExecutionIds]}::uuid[])`;
  return new Map(
    z
      .array(knownExecution)
      .parse(rows)
      .map((row) => [row.pipelineExecutionId, row]),
  );
}

/** The versions that executions ran on, where only their actions tell. */
export async function fillPipelineVersions(
  db: DbOrTransaction,
  { pipelineId, versions }: { pipelineId: string; versions: ReadonlyMap<string, number> },
): Promise<void> {
  const rows = [...versions].map(([pipelineExecutionId, version]) => ({ pipelineExecutionId, version }));
  await db.$executeRaw`
    UPDATE pipeline_execution SET pipeline_version = incoming.version
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS incoming ("pipelineExecutionId" uuid, version int)
    WHERE pipeline_id = ${pipelineId}::uuid AND pipeline_execution_id = incoming."pipelineExecutionId"
      AND pipeline_version IS NULL`;
}

const finishedRange = z.tuple([z.object({ from: z.date().nullable(), to: z.date().nullable() })]);

/** When the first and the last of those of the given executions that have ended were started. */
export async function findFinishedRange(
  db: DbOrTransaction,
  { pipelineId, pipelineExecutionIds }: { pipelineId: string; pipelineExecutionIds: readonly string[] },
): Promise<{ fromAt: number; toAt: number } | null> {
  if (pipelineExecutionIds.length === 0) return null;
  const rows = await db.$queryRaw`
    SELECT min(started_at) AS "from", max(started_at) AS "to" FROM pipeline_execution
    WHERE pipeline_id = ${pipelineId}::uuid AND pipeline_execution_id = ANY(${[...pipelineExecutionIds]}::uuid[])
      AND status NOT IN ('InProgress', 'Stopping')`;
  const [{ from, to }] = finishedRange.parse(rows);
  return from && to && { fromAt: from.getTime(), toAt: to.getTime() };
}

/** One writer per pipeline at a time, until the transaction ends: roll-ups replace whole days. */
export async function lockPipelineHistory(transaction: DbOrTransaction, pipelineId: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${pipelineId}, 0))`;
}

function ids(rows: unknown): string[] {
  return z
    .array(pendingExecution)
    .parse(rows)
    .map(({ pipelineExecutionId }) => pipelineExecutionId);
}
