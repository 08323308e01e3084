import type { ProviderDetails } from "../records";

/** Only the members that are told, so that a report replaces nothing it does not name. */
export function providerDetails(told: ProviderDetails): ProviderDetails {
  const { externalExecutionId, externalExecutionUrl, summary, percentComplete, logStreamArn, targets } = told;
  return {
    ...(externalExecutionId !== undefined && { externalExecutionId }),
    ...(externalExecutionUrl !== undefined && { externalExecutionUrl }),
    ...(summary !== undefined && { summary }),
    ...(percentComplete !== undefined && { percentComplete }),
    ...(logStreamArn !== undefined && { logStreamArn }),
    ...(targets !== undefined && { targets }),
  };
}
