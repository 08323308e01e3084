import type {
  RegisterWebhookWithThirdPartyInput,
  RegisterWebhookWithThirdPartyOutput,
} from "../protocol/generated/service-types";
import type { Operation } from "./operation";
import { requiredWebhookName } from "./webhook-item";

/**
 * Makes the hook at GitHub that delivers to a webhook, where a GitHub server is bound to the repository under Local
 * resources. Simulated without one: nothing is made, and ListWebhooks shows the error code `Simulated`.
 */
export const registerWebhookWithThirdParty: Operation<
  RegisterWebhookWithThirdPartyInput,
  RegisterWebhookWithThirdPartyOutput
> = async ({ webhookName }, { thirdPartyHooks }) => {
  await thirdPartyHooks.register(requiredWebhookName(webhookName));
  return {};
};
