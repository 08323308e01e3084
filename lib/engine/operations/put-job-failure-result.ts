import type { PutJobFailureResultInput } from "../protocol/generated/service-types";
import { getJob } from "./find-job";
import { putFailure } from "./job-result";
import type { Operation } from "./operation";

/** The worker, or the function, that has the job could not do it: the action fails with its reason. */
export const putJobFailureResult: Operation<PutJobFailureResultInput, void> = async (
  { jobId, failureDetails },
  context,
) => putFailure(context, await getJob(context, jobId), failureDetails);
