import type { DbOrTransaction } from "./client";

/** What the columns hold at most, nearly 25 days; an approval may wait longer. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Recomputes the roll-up of one pipeline for the UTC days on which executions started between `fromAt` and `toAt`
 * (epoch milliseconds, inclusive). Safe to repeat: each day's rows are replaced.
 *
 * A duration runs from the first start to the last update, less the time in which an approval was waiting and nothing
 * else ran; only Succeeded and Failed executions have one.
 */
export async function refreshDailyStats(
  db: DbOrTransaction,
  { pipelineId, fromAt, toAt }: { pipelineId: string; fromAt: number; toAt: number },
): Promise<void> {
  const fromDay = new Date(fromAt).toISOString().slice(0, 10);
  const toDay = new Date(toAt).toISOString().slice(0, 10);
  await db.$executeRaw`
    DELETE FROM daily_stat
    WHERE pipeline_id = ${pipelineId}::uuid AND day BETWEEN ${fromDay}::date AND ${toDay}::date`;
  await db.$executeRaw`
    WITH run AS (
      SELECT pipeline_execution_id, status, started_at, last_updated_at,
             (started_at AT TIME ZONE 'UTC')::date AS day
      FROM pipeline_execution
      WHERE pipeline_id = ${pipelineId}::uuid
        AND started_at >= ${fromDay}::date AT TIME ZONE 'UTC'
        AND started_at < (${toDay}::date + 1) AT TIME ZONE 'UTC'
        AND status NOT IN ('InProgress', 'Stopping')
    ),
    attempt AS (
      SELECT run.pipeline_execution_id, run.day, run.status AS run_status,
             action.stage_name, action.action_name, action.status, action.category,
             tstzrange(action.started_at, greatest(action.started_at, action.last_updated_at)) AS span,
             row_number() OVER (
               PARTITION BY run.pipeline_execution_id, action.stage_name, action.action_name
               ORDER BY action.started_at DESC
             ) AS age
      FROM run
      JOIN action_execution action
        ON action.pipeline_id = ${pipelineId}::uuid AND action.pipeline_execution_id = run.pipeline_execution_id
    ),
    waited AS (
      SELECT pipeline_execution_id, stage_name,
             coalesce(range_agg(span) FILTER (WHERE category = 'Approval'), '{}'::tstzmultirange)
               - coalesce(range_agg(span) FILTER (WHERE category <> 'Approval'), '{}'::tstzmultirange) AS spans
      FROM attempt
      GROUP BY GROUPING SETS ((pipeline_execution_id), (pipeline_execution_id, stage_name))
    ),
    wait AS (
      SELECT pipeline_execution_id, coalesce(stage_name, '') AS stage_name,
             (SELECT coalesce(sum(extract(epoch FROM upper(span) - lower(span))), 0) * 1000 FROM unnest(spans) AS span) AS ms
      FROM waited
    ),
    part AS (
      SELECT pipeline_execution_id, day, '' AS stage_name,
             status = 'Succeeded' AS succeeded, status = 'Failed' AS failed,
             extract(epoch FROM last_updated_at - started_at) * 1000 AS ms
      FROM run
      UNION ALL
      SELECT pipeline_execution_id, day, stage_name,
             bool_and(status = 'Succeeded') FILTER (WHERE age = 1),
             bool_or(status = 'Failed') FILTER (WHERE age = 1),
             extract(epoch FROM max(upper(span)) - min(lower(span))) * 1000
      FROM attempt
      GROUP BY pipeline_execution_id, day, stage_name
    )
    INSERT INTO daily_stat (pipeline_id, day, stage_name, succeeded, failed, other, durations_ms, approval_waits_ms)
    SELECT ${pipelineId}::uuid, part.day, part.stage_name,
           count(*) FILTER (WHERE part.succeeded),
           count(*) FILTER (WHERE part.failed),
           count(*) FILTER (WHERE NOT part.succeeded AND NOT part.failed),
           coalesce(array_agg(least(greatest(0, part.ms - coalesce(wait.ms, 0)), ${LONGEST_MS})::int) FILTER (WHERE part.succeeded OR part.failed), '{}'),
           coalesce(array_agg(least(wait.ms, ${LONGEST_MS})::int) FILTER (WHERE wait.ms > 0), '{}')
    FROM part
    LEFT JOIN wait USING (pipeline_execution_id, stage_name)
    GROUP BY part.day, part.stage_name`;
}
