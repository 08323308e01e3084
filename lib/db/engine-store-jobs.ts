import { actionTypeKey } from "@/lib/pipeline/action-types/catalogue";
import type { RegisteredActionType } from "@/lib/engine/action-types/registered-action-type";
import type { JobRecord } from "@/lib/engine/jobs/job-record";
import type { EngineStore } from "@/lib/engine/store/store";
import type { Query } from "./engine-store-connection";

type JobTables = Pick<
  EngineStore,
  "listActionTypes" | "putActionType" | "createJob" | "changeJob" | "findJob" | "findJobOf" | "listWaitingJobs"
>;

/** What `j`, a job as JSON, becomes in the table. */
const JOB_COLUMNS = "(job_id, pipeline_name, action_execution_id, ordinal, action_type, status, nonce, record)";
const JOB_VALUES = `
  j ->> 'jobId', j -> 'action' ->> 'pipelineName', j -> 'action' ->> 'actionExecutionId', (j ->> 'ordinal')::int,
  concat_ws('/', j #>> '{action,actionTypeId,owner}', j #>> '{action,actionTypeId,category}',
    j #>> '{action,actionTypeId,provider}', j #>> '{action,actionTypeId,version}'),
  j ->> 'status', j ->> 'nonce', j`;

/** The jobs of actions that others carry out, and the types that were registered for such actions. */
export function jobTables(query: Query): JobTables {
  async function records<T>(name: string, text: string, values: readonly unknown[] = []): Promise<T[]> {
    const rows = await query<{ record: T }>(name, text, values);
    return rows.map(({ record }) => record);
  }

  /** True when it was saved, but the connection broke before the answer came: each change has a nonce of its own. */
  async function isSaved({ jobId, status, nonce }: JobRecord): Promise<boolean> {
    const same = await query(
      "engine-is-job-saved",
      "SELECT 1 FROM engine.job WHERE job_id = $1 AND status = $2 AND nonce = $3",
      [jobId, status, nonce],
    );
    return same.length > 0;
  }

  /** Nearly every answer asks for them, and nobody else writes them: one engine has the database. */
  let actionTypes: Promise<readonly RegisteredActionType[]> | undefined;
  async function listActionTypes(): Promise<readonly RegisteredActionType[]> {
    actionTypes ??= records<RegisteredActionType>(
      "engine-list-action-types",
      `SELECT record FROM engine.action_type ORDER BY key COLLATE "C"`,
    );
    const asked = actionTypes;
    return asked.catch((error: unknown) => {
      if (actionTypes === asked) actionTypes = undefined;
      throw error;
    });
  }

  return {
    listActionTypes,
    async putActionType(type) {
      await query(
        "engine-put-action-type",
        `INSERT INTO engine.action_type (key, record) VALUES ($1, $2::json)
         ON CONFLICT (key) DO UPDATE SET record = excluded.record`,
        [actionTypeKey(type.id), JSON.stringify(type)],
      );
      actionTypes = undefined;
    },

    async createJob(job) {
      const saved = await query(
        "engine-create-job",
        `INSERT INTO engine.job ${JOB_COLUMNS} SELECT ${JOB_VALUES} FROM (SELECT $1::json AS j) AS given
         ON CONFLICT (action_execution_id, ordinal) DO NOTHING RETURNING job_id`,
        [JSON.stringify(job)],
      );
      return saved.length > 0 || (await isSaved(job));
    },
    async changeJob({ from, to, next }) {
      const saved = await query(
        "engine-change-job",
        `WITH changed AS (
           UPDATE engine.job SET status = $4, nonce = $5, record = $6::json
           WHERE job_id = $1 AND status = $2 AND nonce = $3
           RETURNING job_id
         ), queued AS (
           INSERT INTO engine.job ${JOB_COLUMNS}
           SELECT ${JOB_VALUES} FROM changed, (SELECT $7::json AS j) AS given WHERE j IS NOT NULL
         )
         SELECT job_id FROM changed`,
        [
          from.jobId,
          from.status,
          from.nonce,
          to.status,
          to.nonce,
          JSON.stringify(to),
          next ? JSON.stringify(next) : null,
        ],
      );
      return saved.length > 0 || (await isSaved(to));
    },
    async findJob(jobId) {
      const found = await records<JobRecord>("engine-find-job", "SELECT record FROM engine.job WHERE job_id = $1", [
        jobId,
      ]);
      return found[0] ?? null;
    },
    async findJobOf(actionExecutionId) {
      const found = await records<JobRecord>(
        "engine-find-job-of",
        "SELECT record FROM engine.job WHERE action_execution_id = $1 ORDER BY ordinal DESC LIMIT 1",
        [actionExecutionId],
      );
      return found[0] ?? null;
    },
    listWaitingJobs: (actionTypeId) =>
      records<JobRecord>(
        "engine-list-waiting-jobs",
        `SELECT record FROM engine.job WHERE action_type = $1 AND status IN ('Queued', 'Dispatched')
         ORDER BY (record ->> 'queuedAt')::bigint, job_id`,
        [actionTypeKey(actionTypeId)],
      ),
  };
}
