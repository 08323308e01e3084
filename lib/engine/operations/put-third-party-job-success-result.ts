import type { PutThirdPartyJobSuccessResultInput } from "../protocol/generated/service-types";
import { getPartnerJob } from "./find-job";
import { putSuccess } from "./job-result";
import type { Operation } from "./operation";

/** As PutJobSuccessResult, for a partner's worker; a partner gives no output variables. */
export const putThirdPartyJobSuccessResult: Operation<PutThirdPartyJobSuccessResultInput, void> = async (
  { jobId, clientToken, ...success },
  context,
) => putSuccess(context, await getPartnerJob(context, { jobId, clientToken }), success);
