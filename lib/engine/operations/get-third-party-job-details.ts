import { AwsServiceError } from "../aws-service-error";
import type { GetThirdPartyJobDetailsInput, GetThirdPartyJobDetailsOutput } from "../protocol/generated/service-types";
import { dataOf, getPartnerJob, isWanted } from "./find-job";
import type { Operation } from "./operation";

/** A partner's job with its nonce, which a poll does not tell. One that is over is InvalidJobException. */
export const getThirdPartyJobDetails: Operation<GetThirdPartyJobDetailsInput, GetThirdPartyJobDetailsOutput> = async (
  input,
  context,
) => {
  const job = await getPartnerJob(context, input);
  if (job.outcome || !isWanted(context, job)) {
    throw new AwsServiceError("InvalidJobException", `The job ${job.jobId} is over`);
  }
  return { jobDetails: { id: job.jobId, nonce: job.nonce, data: dataOf(context, job) } };
};
