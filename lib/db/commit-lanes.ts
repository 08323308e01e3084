import { z } from "zod";
import { ACTION_EXECUTION_STATUSES, PIPELINE_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import { revisionRecord } from "@/lib/pipeline/execution-record";
import type { DbOrTransaction } from "./client";
import { instant } from "./instant";

/** So many executions of a pipeline are looked through. */
const RUNS_PER_PIPELINE = 600;

const laneRunRow = z.object({
  pipelineId: z.string(),
  pipelineExecutionId: z.string(),
  status: z.enum(PIPELINE_EXECUTION_STATUSES),
  startedAt: instant,
  lastUpdatedAt: instant,
  isRollback: z.boolean(),
  triggerType: z.string().nullable(),
  sourceRevisions: z.array(revisionRecord),
});
export type LaneRunRow = z.infer<typeof laneRunRow>;

/** The newest executions of each pipeline that carry a revision, newest first. */
export async function listLaneRuns(db: DbOrTransaction, pipelineIds: readonly string[]): Promise<LaneRunRow[]> {
  const rows = await db.$queryRaw`
    SELECT run.pipeline_id AS "pipelineId", run.pipeline_execution_id AS "pipelineExecutionId", run.status,
      run.started_at AS "startedAt", run.last_updated_at AS "lastUpdatedAt",
      coalesce(run.execution_type = 'ROLLBACK', false) AS "isRollback", run.trigger_type AS "triggerType",
      run.source_revisions AS "sourceRevisions"
    FROM unnest(${[...pipelineIds]}::uuid[]) AS chosen (id), LATERAL (
      SELECT * FROM pipeline_execution
      WHERE pipeline_id = chosen.id AND source_revisions <> '[]'
      ORDER BY started_at DESC LIMIT ${RUNS_PER_PIPELINE}
    ) AS run
    ORDER BY run.started_at DESC`;
  return z.array(laneRunRow).parse(rows);
}

const laneActionRow = z.object({
  pipelineExecutionId: z.string(),
  stageName: z.string(),
  statuses: z.array(z.enum(ACTION_EXECUTION_STATUSES)),
  isWaitingForApproval: z.boolean(),
  startedAt: instant,
  lastUpdatedAt: instant,
});
export type LaneStageRow = z.infer<typeof laneActionRow>;

/** How the latest attempts of each stage of these executions stand. */
export async function listLaneStages(
  db: DbOrTransaction,
  { pipelineIds, since }: { readonly pipelineIds: readonly string[]; readonly since: number },
): Promise<LaneStageRow[]> {
  const rows = await db.$queryRaw`
    WITH latest AS (
      SELECT DISTINCT ON (action.pipeline_execution_id, stage_name, action_name)
        action.pipeline_execution_id, stage_name, action.status, category, action.started_at, action.last_updated_at
      FROM action_execution action JOIN pipeline_execution run USING (pipeline_id, pipeline_execution_id)
      WHERE action.pipeline_id = ANY (${[...pipelineIds]}::uuid[]) AND run.started_at >= ${new Date(since)}
      ORDER BY action.pipeline_execution_id, stage_name, action_name, action.started_at DESC
    )
    SELECT pipeline_execution_id AS "pipelineExecutionId", stage_name AS "stageName", array_agg(status) AS statuses,
      bool_or(category = 'Approval' AND status = 'InProgress') AS "isWaitingForApproval",
      min(started_at) AS "startedAt", max(last_updated_at) AS "lastUpdatedAt"
    FROM latest GROUP BY pipeline_execution_id, stage_name`;
  return z.array(laneActionRow).parse(rows);
}

const commitFactsRow = z.object({
  pipelineExecutionId: z.string(),
  actionName: z.string(),
  outputVariables: z.record(z.string(), z.string()).nullable(),
});
export type CommitFactsRow = z.infer<typeof commitFactsRow>;

/** What source actions told of the commits they brought in: their output variables. */
export async function listCommitFacts(
  db: DbOrTransaction,
  { pipelineIds, since }: { readonly pipelineIds: readonly string[]; readonly since: number },
): Promise<CommitFactsRow[]> {
  const rows = await db.$queryRaw`
    SELECT action.pipeline_execution_id AS "pipelineExecutionId", action.action_name AS "actionName",
      action.output -> 'outputVariables' AS "outputVariables"
    FROM action_execution action JOIN pipeline_execution run USING (pipeline_id, pipeline_execution_id)
    WHERE action.pipeline_id = ANY (${[...pipelineIds]}::uuid[]) AND run.started_at >= ${new Date(since)}
      AND action.category = 'Source' AND action.status = 'Succeeded'`;
  return z.array(commitFactsRow).parse(rows);
}
