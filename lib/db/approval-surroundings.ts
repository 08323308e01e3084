import { z } from "zod";
import { revisionRecord } from "@/lib/pipeline/execution-record";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";
import { instant } from "./instant";

interface ExecutionId {
  readonly pipelineId: string;
  readonly pipelineExecutionId: string;
}

const executionRow = z.object({
  pipelineId: z.string(),
  pipelineExecutionId: z.string(),
  startedAt: instant,
  sourceRevisions: z.array(revisionRecord).catch([]),
});
export type WaitingExecution = z.infer<typeof executionRow>;

/** What executions carry, the oldest first; those that are not stored yet are left out. */
export async function listCarrying(
  db: DbOrTransaction,
  executions: readonly ExecutionId[],
): Promise<WaitingExecution[]> {
  if (executions.length === 0) return [];
  const rows = await db.pipelineExecution.findMany({
    where: {
      OR: executions.map(({ pipelineId, pipelineExecutionId }) => ({ pipelineId, pipelineExecutionId })),
    },
    orderBy: { startedAt: "asc" },
    select: { pipelineId: true, pipelineExecutionId: true, startedAt: true, sourceRevisions: true },
    take: executions.length,
  });
  return z.array(executionRow).parse(rows);
}

const runningRow = z.object({
  pipelineId: z.string(),
  pipelineExecutionId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  actionExecutionId: z.string(),
});
export type RunningAction = z.infer<typeof runningRow>;

/** Every action of these executions that has not ended. */
export async function listRunningActions(
  db: DbOrTransaction,
  executions: readonly ExecutionId[],
): Promise<RunningAction[]> {
  if (executions.length === 0) return [];
  const rows = await db.actionExecution.findMany({
    where: {
      status: "InProgress",
      OR: executions.map(({ pipelineId, pipelineExecutionId }) => ({ pipelineId, pipelineExecutionId })),
    },
    orderBy: [{ startedAt: "asc" }, { actionName: "asc" }],
    select: {
      pipelineId: true,
      pipelineExecutionId: true,
      stageName: true,
      actionName: true,
      actionExecutionId: true,
    },
    take: 10_000,
  });
  return z.array(runningRow).parse(rows);
}

const besideRow = executionRow.extend({ stageName: z.string(), actionName: z.string() });
export type WaitingBeside = z.infer<typeof besideRow>;

/** Executions of these pipelines that wait for an approval in PARALLEL mode, the oldest first. */
export async function listWaitingInParallel(
  db: DbOrTransaction,
  pipelineIds: readonly string[],
): Promise<WaitingBeside[]> {
  if (pipelineIds.length === 0) return [];
  const rows = await db.$queryRaw`
    SELECT run.pipeline_id AS "pipelineId", run.pipeline_execution_id AS "pipelineExecutionId",
      run.started_at AS "startedAt", run.source_revisions AS "sourceRevisions",
      action.stage_name AS "stageName", action.action_name AS "actionName"
    FROM action_execution action JOIN pipeline_execution run USING (pipeline_id, pipeline_execution_id)
    WHERE run.pipeline_id IN (${Prisma.join(pipelineIds.map((id) => Prisma.sql`${id}::uuid`))})
      AND run.execution_mode = 'PARALLEL' AND run.status = 'InProgress'
      AND action.category = 'Approval' AND action.status = 'InProgress'
    ORDER BY run.started_at
    LIMIT 1000`;
  return z.array(besideRow).parse(rows);
}
