import PgBoss from "pg-boss";
import type { Db } from "@/lib/db/client";
import { PenstockError } from "@/lib/errors";
import { QUEUE_POLICY, QUEUES, type QueueName, syncConnectionJob, syncExecutionJob } from "@/lib/sync/jobs";
import { runSyncConnection, runSyncExecution } from "@/lib/sync/run-jobs";

export interface JobRunner {
  /** Connections a pass is under way for. */
  readonly active: ReadonlySet<string>;
  readonly failures: ReadonlyMap<string, number>;
  /** Looks for jobs of this queue at once. */
  wake(queue: string): void;
  stop(): Promise<void>;
}

/** Executions are many and short, passes over a connection few and long. */
const WORKERS = { "sync-execution": 4, "sync-connection": 2 } as const satisfies Record<QueueName, number>;
/** How long a job may wait when the notification about it was lost. */
const LOOK_EVERY_S = 2;
const STOP_WITHIN_MS = 5_000;
/** The first import of an account with years of history is long; a worker that died is replaced after this. */
const PASS_EXPIRES_IN_S = 60 * 60;

/** Runs the background jobs of this process. What a killed worker left behind is done again: jobs are safe to repeat. */
export async function runJobs(
  db: Db,
  { connectionString, onError }: { connectionString: string; onError(error: unknown): void },
): Promise<JobRunner> {
  const boss = new PgBoss({
    connectionString,
    schedule: false,
    archiveCompletedAfterSeconds: 300,
    deleteAfterHours: 6,
  });
  boss.on("error", onError);
  await boss.start();
  for (const name of QUEUES) {
    const retries =
      name === "sync-execution" ? { retryLimit: 5, retryDelay: 1, retryBackoff: true } : { retryLimit: 0 };
    const expiry = name === "sync-connection" ? { expireInSeconds: PASS_EXPIRES_IN_S } : { expireInSeconds: 120 };
    const queue = { name, policy: QUEUE_POLICY, ...retries, ...expiry } as const;
    await boss.createQueue(name, queue);
    await boss.updateQueue(name, queue);
  }

  const active = new Set<string>();
  const failures = new Map<string, number>();
  const workerIds = new Map<string, string[]>();
  const handlers = {
    "sync-execution": async (data) => {
      try {
        await runSyncExecution(db, syncExecutionJob.parse(data));
      } catch (error) {
        // What the connection refuses shows there, and the next pass over it repairs what was missed.
        if (!(error instanceof PenstockError)) onError(error);
        throw error;
      }
    },
    "sync-connection": async (data) => {
      const job = syncConnectionJob.parse(data);
      if (active.has(job.connectionId)) return;
      active.add(job.connectionId);
      try {
        await runSyncConnection(db, job);
        failures.delete(job.connectionId);
      } catch (error) {
        const failuresBefore = failures.get(job.connectionId) ?? 0;
        failures.set(job.connectionId, failuresBefore + 1);
        if (failuresBefore === 0 || !(error instanceof PenstockError)) onError(error);
        throw error;
      } finally {
        active.delete(job.connectionId);
      }
    },
  } as const satisfies Record<QueueName, (data: unknown) => Promise<void>>;

  for (const name of QUEUES) {
    for (let worker = 0; worker < WORKERS[name]; worker++) {
      const id = await boss.work(name, { pollingIntervalSeconds: LOOK_EVERY_S, batchSize: 1 }, async (jobs) => {
        for (const job of jobs) await handlers[name](job.data);
      });
      workerIds.set(name, [...(workerIds.get(name) ?? []), id]);
    }
  }
  return {
    active,
    failures,
    wake(queue) {
      for (const id of workerIds.get(queue) ?? []) boss.notifyWorker(id);
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_WITHIN_MS }),
  };
}
