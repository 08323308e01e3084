import type {
  AcknowledgeThirdPartyJobInput,
  AcknowledgeThirdPartyJobOutput,
} from "../protocol/generated/service-types";
import { acknowledge } from "./acknowledge";
import { getPartnerJob } from "./find-job";
import type { Operation } from "./operation";

/** As AcknowledgeJob, for a partner's worker, which shows its client token too. */
export const acknowledgeThirdPartyJob: Operation<
  AcknowledgeThirdPartyJobInput,
  AcknowledgeThirdPartyJobOutput
> = async (input, context) => ({
  status: await acknowledge(context, await getPartnerJob(context, input), input.nonce),
});
