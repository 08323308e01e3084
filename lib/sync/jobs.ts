import PgBoss from "pg-boss";
import { z } from "zod";
import type { DbOrTransaction } from "@/lib/db/client";

/** Workers LISTEN here, so that a job does not wait for the next time they look. */
export const JOBS_CHANNEL = "penstock_jobs";

export const QUEUES = ["sync-execution", "sync-connection"] as const;
export type QueueName = (typeof QUEUES)[number];

export const syncExecutionJob = z.object({
  connectionId: z.string(),
  pipelineName: z.string(),
  pipelineExecutionId: z.string(),
});
export type SyncExecutionJob = z.infer<typeof syncExecutionJob>;

export const syncConnectionJob = z.object({ connectionId: z.string() });
export type SyncConnectionJob = z.infer<typeof syncConnectionJob>;

/** `short` keeps one waiting job per key: ten events of one execution need one look at it. */
export const QUEUE_POLICY = "short";

/** Sends jobs through the caller's own transaction; it opens no connection and is never started. */
const sender = new PgBoss({
  db: { executeSql: () => Promise.reject(new Error("Jobs are sent inside a transaction.")) },
});

/** Asks a worker to look at one execution, when and only if the transaction commits. */
export async function requestExecutionSync(transaction: DbOrTransaction, job: SyncExecutionJob): Promise<void> {
  await send(transaction, "sync-execution", job, `${job.connectionId}/${job.pipelineName}/${job.pipelineExecutionId}`);
}

/** Asks a worker to look at a whole connection, when and only if the transaction commits. */
export async function requestConnectionSync(transaction: DbOrTransaction, job: SyncConnectionJob): Promise<void> {
  await send(transaction, "sync-connection", job, job.connectionId);
}

async function send(transaction: DbOrTransaction, queue: QueueName, data: object, singletonKey: string): Promise<void> {
  await sender.send(queue, data, { singletonKey, db: transactionDb(transaction) });
  await transaction.$executeRaw`SELECT pg_notify(${JOBS_CHANNEL}, ${queue})`;
}

function transactionDb(transaction: DbOrTransaction): PgBoss.Db {
  return {
    async executeSql(text, values) {
      const parameters: unknown[] = values.map((value: unknown) =>
        typeof value === "object" && value !== null ? JSON.stringify(value) : value,
      );
      return { rows: await transaction.$queryRawUnsafe<unknown[]>(text, ...parameters) };
    },
  };
}
