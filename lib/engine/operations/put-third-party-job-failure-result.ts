import type { PutThirdPartyJobFailureResultInput } from "../protocol/generated/service-types";
import { getPartnerJob } from "./find-job";
import { putFailure } from "./job-result";
import type { Operation } from "./operation";

/** As PutJobFailureResult, for a partner's worker. */
export const putThirdPartyJobFailureResult: Operation<PutThirdPartyJobFailureResultInput, void> = async (
  { failureDetails, ...claim },
  context,
) => putFailure(context, await getPartnerJob(context, claim), failureDetails);
