import type { JobRecord } from "../jobs/job-record";
import type { ActionTypeId } from "../protocol/generated/service-types";
import { isWanted } from "./find-job";
import type { OperationContext } from "./operation";

/** How many jobs a poll gives that does not say (unverified). */
const DEFAULT_BATCH_SIZE = 10;

/**
 * The jobs that a poll gives, oldest first. A job is given to every poll until one worker has acknowledged it, so that
 * one whose worker died in between is not lost. Those whose action does not wait any more are closed on the way.
 */
export async function takeWaitingJobs(
  context: OperationContext,
  poll: {
    readonly actionTypeId: ActionTypeId;
    readonly maxBatchSize?: number;
    readonly matches?: (job: JobRecord) => boolean;
  },
): Promise<readonly JobRecord[]> {
  const { jobs } = context.engine;
  const { actionTypeId, maxBatchSize = DEFAULT_BATCH_SIZE, matches = () => true } = poll;
  const found: JobRecord[] = [];
  for (const job of await jobs.listWaiting(actionTypeId)) {
    if (found.length === maxBatchSize) break;
    if (!isWanted(context, job)) await jobs.giveUp(job);
    else if (matches(job)) found.push(job);
  }
  const dispatched = await Promise.all(found.map(async (job) => (job.status === "Queued" ? jobs.dispatch(job) : job)));
  // Null is a job that another poll or worker was faster with.
  return dispatched.filter((job) => job !== null);
}
