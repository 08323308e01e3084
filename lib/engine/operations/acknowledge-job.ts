import type { AcknowledgeJobInput, AcknowledgeJobOutput } from "../protocol/generated/service-types";
import { acknowledge } from "./acknowledge";
import { getJob } from "./find-job";
import type { Operation } from "./operation";

/** Takes a job: of several workers that were given it by a poll, the first to say so has it. */
export const acknowledgeJob: Operation<AcknowledgeJobInput, AcknowledgeJobOutput> = async (
  { jobId, nonce },
  context,
) => ({ status: await acknowledge(context, await getJob(context, jobId), nonce) });
