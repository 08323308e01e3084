import type { DeleteWebhookInput, DeleteWebhookOutput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";

/**
 * Deletes a webhook; deliveries to its URL are refused from now on. A missing one is deleted already. As with the service,
 * a hook that RegisterWebhookWithThirdParty has made stays at GitHub: deregister it first.
 */
export const deleteWebhook: Operation<DeleteWebhookInput, DeleteWebhookOutput> = async ({ name }, { engine }) => {
  await engine.store.deleteWebhook(name);
  return {};
};
