import type { Db } from "@/lib/db/client";
import { deleteIngestedEventsBefore } from "@/lib/db/ingested-events";
import { listen } from "@/lib/db/listen";
import { beatHeart, HEARTBEAT_EVERY_MS } from "@/lib/db/worker-heartbeat";
import { readEnv } from "@/lib/env";
import { PenstockError } from "@/lib/errors";
import { resendDecisions } from "@/lib/server/approvals/resend-decisions";
import { prepareLocalConnection } from "@/lib/server/connections/prepare-local-connection";
import { JOBS_CHANNEL, QUEUES } from "@/lib/sync/jobs";
import { runJobs } from "./job-runner";
import { pollConnections } from "./poll-connections";

const CLEAN_EVERY_MS = 60 * 60_000;
const RESEND_EVERY_MS = 10_000;
/** EventBridge retries a delivery for at most a day; after a week no copy of an event comes again. */
const EVENTS_KEPT_MS = 7 * 24 * 60 * 60_000;

/** Runs the background work of one worker process. @returns stops it, once what is under way has ended */
export async function startWorker(db: Db): Promise<() => Promise<void>> {
  const { DATABASE_URL } = readEnv();
  if (!DATABASE_URL) throw new PenstockError("internal", "DATABASE_URL is not set; `npm start` sets it.");
  await beatHeart(db, new Date());
  await prepareLocalConnection();
  const jobs = await runJobs(db, { connectionString: DATABASE_URL, onError: logFailure });
  const listener = listen({
    connectionString: DATABASE_URL,
    channels: [JOBS_CHANNEL],
    onNotification: (_channel, queue) => jobs.wake(queue),
    onConnected: () => QUEUES.forEach(jobs.wake),
    onDisconnected: logFailure,
  });
  const stopPolling = pollConnections({ db, active: jobs.active, failures: jobs.failures, onError: logFailure });
  const cleaning = setInterval(() => {
    deleteIngestedEventsBefore(db, Date.now() - EVENTS_KEPT_MS).catch(logFailure);
  }, CLEAN_EVERY_MS);
  const resending = setInterval(() => {
    resendDecisions(db).catch(logFailure);
  }, RESEND_EVERY_MS);
  const beating = setInterval(() => {
    beatHeart(db, new Date()).catch(logFailure);
  }, HEARTBEAT_EVERY_MS);
  return async () => {
    clearInterval(beating);
    clearInterval(cleaning);
    clearInterval(resending);
    stopPolling();
    await listener.stop();
    await jobs.stop();
  };
}

/** What passes by itself, such as an engine or a database that restarts, takes one line; a fault of ours, its stack. */
function logFailure(error: unknown): void {
  if (!(error instanceof Error)) return console.error(error);
  const isOfTheWorld = error instanceof PenstockError || "code" in error;
  console.error(isOfTheWorld ? error.message : error.stack);
}
