import { AwsServiceError } from "../aws-service-error";
import { currentDeclaration } from "./find";
import type { Operation } from "./operation";

interface ThirdPartyInput {
  readonly webhookName?: string;
}

/**
 * RegisterWebhookWithThirdParty and its counterpart, which install and remove the hook at GitHub for source actions of
 * GitHub's version 1. Simulated: the call is checked and nothing is installed, because GitHub cannot reach this machine.
 * Whoever wants deliveries sends them to the webhook's URL.
 */
export const thirdPartyWebhook: Operation<ThirdPartyInput, Readonly<Record<string, never>>> = async (
  { webhookName },
  { engine },
) => {
  if (webhookName === undefined) throw new AwsServiceError("ValidationException", "The name of a webhook is required");
  const webhook = await engine.store.findWebhook(webhookName);
  if (!webhook) {
    throw new AwsServiceError("WebhookNotFoundException", `There is no webhook with name '${webhookName}'`);
  }
  const { targetPipeline, targetAction } = webhook.definition;
  const state = engine.stateOf(targetPipeline);
  const actions = state ? (currentDeclaration(state).stages[0]?.actions ?? []) : [];
  const action = actions.find(({ name }) => name === targetAction);
  if (action && action.actionTypeId.provider !== "GitHub") {
    throw new AwsServiceError(
      "ValidationException",
      `Only webhooks of GitHub source actions are registered; '${targetAction}' is of ${action.actionTypeId.provider}`,
    );
  }
  return {};
};
