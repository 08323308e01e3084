import { AwsServiceError } from "../aws-service-error";
import { jobData } from "../jobs/job-data";
import { isWaiting, type JobRecord } from "../jobs/job-record";
import { isAttemptRunning } from "../jobs/running-attempt";
import type { JobData } from "../protocol/generated/service-types";
import type { OperationContext } from "./operation";

/** A job of a custom action or of a function. @throws JobNotFoundException */
export async function getJob({ engine }: OperationContext, jobId: string): Promise<JobRecord> {
  const job = await engine.jobs.find(jobId);
  if (!job || job.audience === "partner") throw jobNotFound(jobId);
  return job;
}

/**
 * A job of a partner, for the client it was made for.
 * @throws JobNotFoundException, InvalidClientTokenException
 */
export async function getPartnerJob(
  { engine }: OperationContext,
  { jobId, clientToken }: { readonly jobId: string; readonly clientToken: string },
): Promise<JobRecord> {
  const job = await engine.jobs.find(jobId);
  if (!job || job.audience !== "partner") throw jobNotFound(jobId);
  // Where nobody signs up with a partner, the token of a client is its id.
  if (clientToken === job.clientId) return job;
  throw new AwsServiceError("InvalidClientTokenException", "The client token is not valid for this job");
}

/** What whoever has the job gets to know of it. */
export function dataOf({ engine, sessions }: OperationContext, job: JobRecord): JobData {
  return jobData(job, { sessions, state: engine.stateOf(job.action.pipelineName) });
}

/** True while the job's action waits for it: one that was abandoned or has timed out does not any more. */
export function isWanted({ engine }: OperationContext, { action }: JobRecord): boolean {
  return isAttemptRunning(engine.stateOf(action.pipelineName), action.actionExecutionId);
}

/** @throws InvalidJobStateException unless somebody has the job and its action waits for it */
export function checkInProgress(context: OperationContext, job: JobRecord): void {
  if (job.status === "InProgress" && isWanted(context, job)) return;
  const reason = isWaiting(job) ? "it has not been acknowledged" : "it is over";
  throw invalidJobState(job, reason);
}

/** Somebody else has changed the job between our look at it and our change. */
export function invalidJobState({ jobId }: JobRecord, reason = "it is over"): AwsServiceError {
  return new AwsServiceError("InvalidJobStateException", `The job ${jobId} takes no result: ${reason}`);
}

function jobNotFound(jobId: string): AwsServiceError {
  return new AwsServiceError("JobNotFoundException", `There is no job ${jobId}`);
}
