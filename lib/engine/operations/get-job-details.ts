import type { GetJobDetailsInput, GetJobDetailsOutput } from "../protocol/generated/service-types";
import { dataOf, getJob } from "./find-job";
import type { Operation } from "./operation";

/** The job as a poll gives it, with fresh keys for its artifacts. */
export const getJobDetails: Operation<GetJobDetailsInput, GetJobDetailsOutput> = async ({ jobId }, context) => {
  const job = await getJob(context, jobId);
  return { jobDetails: { id: job.jobId, accountId: context.accountId, data: dataOf(context, job) } };
};
