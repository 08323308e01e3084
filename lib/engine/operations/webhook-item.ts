import type { ListWebhookItem } from "../protocol/generated/service-types";
import { webhookArn } from "../webhooks/receive-webhook";
import type { WebhookRecord } from "../webhooks/webhook";
import { epochSeconds } from "./epoch-seconds";
import type { OperationContext } from "./operation";

/** What stands for a secret that is not shown. Sent back, it keeps the secret. */
export const SECRET_MASK = "****";

/** A webhook as it is listed, its secret masked. */
export function webhookItem(webhook: WebhookRecord, { engine, webhookUrl }: OperationContext): ListWebhookItem {
  const { definition, urlToken, tags, lastTriggeredAt, error } = webhook;
  const { authenticationConfiguration: authentication } = definition;
  return {
    definition: {
      ...definition,
      authenticationConfiguration: {
        ...authentication,
        ...(authentication.SecretToken !== undefined && { SecretToken: SECRET_MASK }),
      },
    },
    url: webhookUrl(urlToken),
    arn: webhookArn(engine, definition.name),
    tags,
    ...(lastTriggeredAt !== undefined && { lastTriggered: epochSeconds(lastTriggeredAt) }),
    ...(error && { errorCode: error.code, errorMessage: error.message }),
  };
}
