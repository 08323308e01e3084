import { AwsServiceError } from "../aws-service-error";
import { isWaiting, type JobRecord, type JobStatus } from "../jobs/job-record";
import { isWanted } from "./find-job";
import type { OperationContext } from "./operation";

/**
 * Gives a job to the first worker that shows its nonce. One whose action does not wait any more is nobody's: the status
 * says so.
 * @throws InvalidNonceException for a wrong nonce, and for a job that another worker has
 */
export async function acknowledge(context: OperationContext, job: JobRecord, nonce: string): Promise<JobStatus> {
  const { jobs } = context.engine;
  if (job.nonce !== nonce || !isWaiting(job)) throw invalidNonce();
  const acknowledged = isWanted(context, job) ? await jobs.acknowledge(job) : await jobs.giveUp(job);
  if (!acknowledged) throw invalidNonce();
  return acknowledged.status;
}

function invalidNonce(): AwsServiceError {
  return new AwsServiceError("InvalidNonceException", "The nonce is not valid for this job, or another worker has it");
}
