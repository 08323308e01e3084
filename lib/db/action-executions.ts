import { z } from "zod";
import { ACTION_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import { type ActionExecutionRecord, actionInputRecord, actionOutputRecord } from "@/lib/pipeline/execution-record";
import type { DbOrTransaction } from "./client";
import type { ActionExecution } from "./generated/client";

const actionStatus = z.enum(ACTION_EXECUTION_STATUSES);

export type StoredAction = Omit<ActionExecutionRecord, "pipelineVersion">;

/** Every attempt of every action of one execution, oldest first. */
export async function listActionExecutions(
  db: DbOrTransaction,
  { pipelineId, pipelineExecutionId }: { pipelineId: string; pipelineExecutionId: string },
): Promise<StoredAction[]> {
  const rows = await db.actionExecution.findMany({
    where: { pipelineId, pipelineExecutionId },
    orderBy: [{ startedAt: "asc" }, { actionExecutionId: "asc" }],
    take: 10_000,
  });
  return rows.map(actionFrom);
}

export async function findActionExecution(
  db: DbOrTransaction,
  { pipelineId, actionExecutionId }: { pipelineId: string; actionExecutionId: string },
): Promise<StoredAction | null> {
  const row = await db.actionExecution.findUnique({
    where: { pipelineId_actionExecutionId: { pipelineId, actionExecutionId } },
  });
  return row && actionFrom(row);
}

/** Fewer successes than this say nothing about how long an action takes. */
const FEWEST_FOR_TYPICAL = 3;
const RECENT_RUNS = 30;

const typicalRow = z.object({ stageName: z.string(), actionName: z.string(), medianMs: z.coerce.number() });

/** The median duration of each action's successes in the pipeline's last 30 finished executions. */
export async function listTypicalDurations(
  db: DbOrTransaction,
  pipelineId: string,
): Promise<z.infer<typeof typicalRow>[]> {
  const rows = await db.$queryRaw`
    SELECT stage_name AS "stageName", action_name AS "actionName",
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM last_updated_at - started_at)) * 1000 AS "medianMs"
    FROM action_execution
    WHERE pipeline_id = ${pipelineId}::uuid AND status = 'Succeeded' AND pipeline_execution_id IN (
      SELECT pipeline_execution_id FROM pipeline_execution
      WHERE pipeline_id = ${pipelineId}::uuid AND status NOT IN ('InProgress', 'Stopping')
      ORDER BY started_at DESC LIMIT ${RECENT_RUNS})
    GROUP BY stage_name, action_name
    HAVING count(*) >= ${FEWEST_FOR_TYPICAL}`;
  return z.array(typicalRow).parse(rows);
}

function actionFrom(row: ActionExecution): StoredAction {
  return {
    pipelineExecutionId: row.pipelineExecutionId,
    actionExecutionId: row.actionExecutionId,
    stageName: row.stageName,
    actionName: row.actionName,
    category: row.category,
    owner: row.owner,
    provider: row.provider,
    status: actionStatus.parse(row.status),
    startedAt: row.startedAt.getTime(),
    lastUpdatedAt: row.lastUpdatedAt.getTime(),
    updatedBy: row.updatedBy,
    summary: row.summary,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    externalExecutionId: row.externalExecutionId,
    externalExecutionUrl: row.externalExecutionUrl,
    logStreamArn: row.logStreamArn,
    input: actionInputRecord.parse(row.input),
    output: actionOutputRecord.parse(row.output),
  };
}
