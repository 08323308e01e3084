import { z } from "zod";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";

/** Which roll-up rows to read: pipelines by id, UTC days inclusive. */
export interface StatRange {
  readonly pipelineIds: readonly string[];
  readonly from: string;
  readonly to: string;
}

const count = z.coerce.number();
const milliseconds = z.coerce.number().nullable();
const figures = {
  succeeded: count,
  failed: count,
  other: count,
  p50Ms: milliseconds,
  p95Ms: milliseconds,
};
const rangeRow = z.object({ ...figures, approvalWaitP50Ms: milliseconds });
const dayRow = z.object({ ...figures, day: z.string() });
const stageRow = rangeRow.extend({ stageName: z.string() });

/** Totals and percentiles over a whole range. */
export async function getRangeFigures(db: DbOrTransaction, range: StatRange): Promise<z.infer<typeof rangeRow>> {
  const rows = await db.$queryRaw`
    WITH stat AS (${statRows(range)} AND stage_name = '')
    SELECT ${counts}, ${percentiles(Prisma.sql`stat`)}, ${approvalWait(Prisma.sql`stat`)} FROM stat`;
  return z.tuple([rangeRow]).parse(rows)[0];
}

/** One row per day that had an execution, oldest first. */
export async function listDayFigures(db: DbOrTransaction, range: StatRange): Promise<z.infer<typeof dayRow>[]> {
  const rows = await db.$queryRaw`
    WITH stat AS (${statRows(range)} AND stage_name = ''),
    duration AS (
      SELECT day, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) AS p95
      FROM stat, unnest(durations_ms) AS ms
      GROUP BY day
    )
    SELECT to_char(day, 'YYYY-MM-DD') AS day, ${counts}, max(duration.p50) AS "p50Ms", max(duration.p95) AS "p95Ms"
    FROM stat LEFT JOIN duration USING (day)
    GROUP BY day
    ORDER BY day`;
  return z.array(dayRow).parse(rows);
}

/** One row per stage name that ran in the range, in no particular order. */
export async function listStageFigures(db: DbOrTransaction, range: StatRange): Promise<z.infer<typeof stageRow>[]> {
  const rows = await db.$queryRaw`
    WITH stat AS (${statRows(range)} AND stage_name <> ''),
    duration AS (
      SELECT stage_name, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) AS p95
      FROM stat, unnest(durations_ms) AS ms
      GROUP BY stage_name
    ),
    wait AS (
      SELECT stage_name, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50
      FROM stat, unnest(approval_waits_ms) AS ms
      GROUP BY stage_name
    )
    SELECT stage_name AS "stageName", ${counts}, max(duration.p50) AS "p50Ms", max(duration.p95) AS "p95Ms", max(wait.p50) AS "approvalWaitP50Ms"
    FROM stat LEFT JOIN duration USING (stage_name) LEFT JOIN wait USING (stage_name)
    GROUP BY stage_name`;
  return z.array(stageRow).parse(rows);
}

const versionRow = z.object({ version: count, firstRunDay: z.string() });

/** Versions of a pipeline whose first execution started inside the range, oldest first. */
export async function listVersionsFirstRun(
  db: DbOrTransaction,
  { pipelineId, from, to }: { pipelineId: string; from: string; to: string },
): Promise<z.infer<typeof versionRow>[]> {
  const rows = await db.$queryRaw`
    SELECT pipeline_version AS version, to_char(min(started_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "firstRunDay"
    FROM pipeline_execution
    WHERE pipeline_id = ${pipelineId}::uuid AND pipeline_version IS NOT NULL
    GROUP BY pipeline_version
    HAVING min(started_at) >= ${from}::date AT TIME ZONE 'UTC' AND min(started_at) < (${to}::date + 1) AT TIME ZONE 'UTC'
    ORDER BY pipeline_version`;
  return z.array(versionRow).parse(rows);
}

const counts = Prisma.sql`
  coalesce(sum(succeeded), 0) AS succeeded, coalesce(sum(failed), 0) AS failed, coalesce(sum(other), 0) AS other`;

function statRows({ pipelineIds, from, to }: StatRange): Prisma.Sql {
  return Prisma.sql`
    SELECT * FROM daily_stat
    WHERE pipeline_id = ANY(${[...pipelineIds]}::uuid[]) AND day BETWEEN ${from}::date AND ${to}::date`;
}

function percentiles(stat: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FROM ${stat}, unnest(durations_ms) AS ms) AS "p50Ms",
    (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) FROM ${stat}, unnest(durations_ms) AS ms) AS "p95Ms"`;
}

function approvalWait(stat: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FROM ${stat}, unnest(approval_waits_ms) AS ms) AS "approvalWaitP50Ms"`;
}
