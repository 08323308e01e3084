import type {
  DeregisterWebhookWithThirdPartyInput,
  DeregisterWebhookWithThirdPartyOutput,
} from "../protocol/generated/service-types";
import type { Operation } from "./operation";
import { requiredWebhookName } from "./webhook-item";

/** Removes the hook that RegisterWebhookWithThirdParty has made. The webhook itself stays, and so does its URL. */
export const deregisterWebhookWithThirdParty: Operation<
  DeregisterWebhookWithThirdPartyInput,
  DeregisterWebhookWithThirdPartyOutput
> = async ({ webhookName }, { thirdPartyHooks }) => {
  await thirdPartyHooks.deregister(requiredWebhookName(webhookName));
  return {};
};
