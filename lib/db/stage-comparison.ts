import { z } from "zod";
import { revisionRecord, type RevisionRecord } from "@/lib/pipeline/execution-record";
import type { DbOrTransaction } from "./client";

/** How far back a stage's last success is looked for. */
const EXECUTIONS_TO_LOOK_THROUGH = 500;
const MOST_SHIPPED = 50;

export interface CarriedRevisions {
  readonly pipelineExecutionId: string;
  readonly startedAt: number;
  readonly sourceRevisions: readonly RevisionRecord[];
}

interface StageOfExecution {
  readonly pipelineId: string;
  readonly pipelineExecutionId: string;
  readonly stageName: string;
  /** How many actions the stage declares: fewer succeeded ones are not the whole stage. */
  readonly actionCount: number;
}

const successRow = z.object({
  pipelineExecutionId: z.string(),
  startedAt: z.date(),
  sourceRevisions: z.array(revisionRecord),
  succeededAt: z.date(),
});

/** The last other execution whose every action in this stage succeeded, by its latest attempt. */
export async function findLastSuccessInStage(
  db: DbOrTransaction,
  { pipelineId, pipelineExecutionId, stageName, actionCount }: StageOfExecution,
): Promise<(CarriedRevisions & { readonly succeededAt: number }) | null> {
  const rows = await db.$queryRaw`
    WITH recent AS (
      SELECT pipeline_execution_id, started_at, source_revisions FROM pipeline_execution
      WHERE pipeline_id = ${pipelineId}::uuid AND pipeline_execution_id <> ${pipelineExecutionId}::uuid
      ORDER BY started_at DESC LIMIT ${EXECUTIONS_TO_LOOK_THROUGH}
    ),
    latest AS (
      SELECT DISTINCT ON (pipeline_execution_id, action_name) pipeline_execution_id, status, last_updated_at
      FROM action_execution
      WHERE pipeline_id = ${pipelineId}::uuid AND stage_name = ${stageName}
        AND pipeline_execution_id IN (SELECT pipeline_execution_id FROM recent)
      ORDER BY pipeline_execution_id, action_name, started_at DESC
    ),
    success AS (
      SELECT pipeline_execution_id, max(last_updated_at) AS succeeded_at FROM latest
      GROUP BY pipeline_execution_id
      HAVING bool_and(status = 'Succeeded') AND count(*) >= ${actionCount}
      ORDER BY succeeded_at DESC LIMIT 1
    )
    SELECT recent.pipeline_execution_id AS "pipelineExecutionId", started_at AS "startedAt",
      source_revisions AS "sourceRevisions", succeeded_at AS "succeededAt"
    FROM success JOIN recent USING (pipeline_execution_id)`;
  const [row] = z.array(successRow).parse(rows);
  return row ? { ...row, startedAt: row.startedAt.getTime(), succeededAt: row.succeededAt.getTime() } : null;
}

/** Executions begun after `after` and not later than `until`, newest first. */
export async function listCarriedRevisions(
  db: DbOrTransaction,
  { pipelineId, after, until }: { readonly pipelineId: string; readonly after: number; readonly until: number },
): Promise<CarriedRevisions[]> {
  const rows = await db.pipelineExecution.findMany({
    where: { pipelineId, startedAt: { gt: new Date(after), lte: new Date(until) } },
    select: { pipelineExecutionId: true, startedAt: true, sourceRevisions: true },
    orderBy: { startedAt: "desc" },
    take: MOST_SHIPPED,
  });
  return rows.map((row) => ({
    pipelineExecutionId: row.pipelineExecutionId,
    startedAt: row.startedAt.getTime(),
    sourceRevisions: z.array(revisionRecord).parse(row.sourceRevisions),
  }));
}

export async function findExecutionStart(
  db: DbOrTransaction,
  pipelineId: string,
  pipelineExecutionId: string,
): Promise<number | null> {
  const row = await db.pipelineExecution.findUnique({
    where: { pipelineId_pipelineExecutionId: { pipelineId, pipelineExecutionId } },
    select: { startedAt: true },
  });
  return row?.startedAt.getTime() ?? null;
}
