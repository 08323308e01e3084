import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import { isForWorkers } from "../jobs/answered-by-job";
import type { PollForThirdPartyJobsInput, PollForThirdPartyJobsOutput } from "../protocol/generated/service-types";
import { actionTypeNotFound } from "./action-type-output";
import type { Operation } from "./operation";
import { takeWaitingJobs } from "./waiting-jobs";

/** Tells a partner's worker which jobs there are, and for which client; GetThirdPartyJobDetails tells the rest. */
export const pollForThirdPartyJobs: Operation<PollForThirdPartyJobsInput, PollForThirdPartyJobsOutput> = async (
  { actionTypeId, maxBatchSize },
  context,
) => {
  const isPartner = actionTypeId.owner === "ThirdParty" && isForWorkers(actionTypeId);
  if (!isPartner || !findActionType(actionTypeId)) throw actionTypeNotFound(actionTypeId);
  const jobs = await takeWaitingJobs(context, { actionTypeId, ...(maxBatchSize !== undefined && { maxBatchSize }) });
  return { jobs: jobs.map(({ jobId, clientId }) => ({ jobId, ...(clientId !== undefined && { clientId }) })) };
};
