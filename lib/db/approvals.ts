import { z } from "zod";
import { actionInputRecord, actionOutputRecord, revisionRecord } from "@/lib/pipeline/execution-record";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";
import { pipelineState } from "@/lib/pipeline/pipeline-state";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";
import { instant } from "./instant";

const waitingRow = z.object({
  pipelineId: z.string(),
  connection: z.string(),
  pipelineName: z.string(),
  isDemo: z.boolean(),
  pipelineExecutionId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  actionExecutionId: z.string(),
  waitingSince: instant,
  startedAt: instant,
  externalExecutionId: z.string().nullable(),
  input: actionInputRecord,
  sourceRevisions: z.array(revisionRecord).catch([]),
  executionMode: z.string().nullable(),
  state: pipelineState.nullable().catch(null),
  declaration: pipelineDeclaration.nullable().catch(null),
});

/** A manual approval action that waits, with what is known of its pipeline. */
export type WaitingApproval = z.infer<typeof waitingRow>;

/** The longest waiting first: of one execution, of some pipelines, or of every connection. A deleted one asks nobody. */
export async function listWaitingApprovals(
  db: DbOrTransaction,
  {
    execution,
    pipelineIds,
    limit,
  }: {
    execution?: { pipelineId: string; pipelineExecutionId: string };
    pipelineIds?: readonly string[];
    limit: number;
  },
): Promise<WaitingApproval[]> {
  const ofExecution = execution
    ? Prisma.sql`AND action.pipeline_id = ${execution.pipelineId}::uuid
        AND action.pipeline_execution_id = ${execution.pipelineExecutionId}::uuid`
    : Prisma.empty;
  const ofPipelines = pipelineIds
    ? Prisma.sql`AND action.pipeline_id = ANY(${[...pipelineIds]}::uuid[])`
    : Prisma.empty;
  const rows = await db.$queryRaw`
    SELECT pipeline.id AS "pipelineId", connection.slug AS connection, pipeline.name AS "pipelineName", connection.is_demo AS "isDemo",
           run.pipeline_execution_id AS "pipelineExecutionId", action.stage_name AS "stageName",
           action.action_name AS "actionName", action.action_execution_id AS "actionExecutionId",
           action.started_at AS "waitingSince", run.started_at AS "startedAt",
           action.external_execution_id AS "externalExecutionId", action.input,
           run.source_revisions AS "sourceRevisions", run.execution_mode AS "executionMode", pipeline.state,
           pipeline.live_declaration AS declaration
    FROM action_execution action
    JOIN pipeline_execution run USING (pipeline_id, pipeline_execution_id)
    JOIN pipeline ON pipeline.id = action.pipeline_id
    JOIN connection ON connection.id = pipeline.connection_id
    WHERE action.category = 'Approval' AND action.status = 'InProgress' AND run.status IN ('InProgress', 'Stopping')
      AND pipeline.live_version IS NOT NULL ${ofExecution} ${ofPipelines}
    ORDER BY action.started_at
    LIMIT ${limit}`;
  return z.array(waitingRow).parse(rows);
}

const decidedRow = z.object({
  connection: z.string(),
  pipelineName: z.string(),
  isDemo: z.boolean(),
  pipelineExecutionId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  actionExecutionId: z.string(),
  status: z.enum(["Succeeded", "Failed", "Abandoned"]),
  waitingSince: instant,
  startedAt: instant,
  lastUpdatedAt: instant,
  updatedBy: z.string().nullable(),
  summary: z.string().nullable(),
  errorMessage: z.string().nullable(),
  sourceRevisions: z.array(revisionRecord).catch([]),
});

/** A request that waits no more. */
export type DecidedApproval = z.infer<typeof decidedRow>;

/** Requests of every connection that were answered, expired or were abandoned; the latest first. */
export async function listDecidedApprovals(db: DbOrTransaction, limit: number): Promise<DecidedApproval[]> {
  const rows = await db.$queryRaw`
    WITH latest AS MATERIALIZED (
      SELECT * FROM action_execution
      WHERE category = 'Approval' AND status <> 'InProgress'
      ORDER BY last_updated_at DESC LIMIT ${limit}
    )
    SELECT connection.slug AS connection, pipeline.name AS "pipelineName", connection.is_demo AS "isDemo",
           run.pipeline_execution_id AS "pipelineExecutionId", latest.stage_name AS "stageName",
           latest.action_name AS "actionName", latest.action_execution_id AS "actionExecutionId", latest.status,
           latest.started_at AS "waitingSince", run.started_at AS "startedAt", latest.last_updated_at AS "lastUpdatedAt",
           latest.updated_by AS "updatedBy", latest.summary, latest.error_message AS "errorMessage",
           run.source_revisions AS "sourceRevisions"
    FROM latest
    JOIN pipeline_execution run USING (pipeline_id, pipeline_execution_id)
    JOIN pipeline ON pipeline.id = latest.pipeline_id
    JOIN connection ON connection.id = pipeline.connection_id
    ORDER BY latest.last_updated_at DESC`;
  return z.array(decidedRow).parse(rows);
}

const sourceRow = z.object({
  pipelineId: z.string(),
  pipelineExecutionId: z.string(),
  actionName: z.string(),
  output: actionOutputRecord,
});

/** The source actions of executions, as far as they succeeded: the newest attempt of each. */
export async function listSourceActions(
  db: DbOrTransaction,
  executions: readonly { readonly pipelineId: string; readonly pipelineExecutionId: string }[],
): Promise<z.infer<typeof sourceRow>[]> {
  if (executions.length === 0) return [];
  const rows = await db.actionExecution.findMany({
    where: {
      category: "Source",
      status: "Succeeded",
      OR: executions.map(({ pipelineId, pipelineExecutionId }) => ({ pipelineId, pipelineExecutionId })),
    },
    orderBy: { startedAt: "desc" },
    distinct: ["pipelineId", "pipelineExecutionId", "stageName", "actionName"],
    select: { pipelineId: true, pipelineExecutionId: true, actionName: true, output: true },
    take: 10_000,
  });
  return z.array(sourceRow).parse(rows);
}
