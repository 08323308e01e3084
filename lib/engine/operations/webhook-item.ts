import { AwsServiceError } from "../aws-service-error";
import type { ListWebhookItem } from "../protocol/generated/service-types";
import { webhookArn } from "../webhooks/receive-webhook";
import { outdatedRegistration } from "../webhooks/third-party/registration";
import { findTargetSource } from "../webhooks/third-party/target-source";
import type { WebhookRecord } from "../webhooks/webhook";
import { epochSeconds } from "./epoch-seconds";
import type { OperationContext } from "./operation";

/** What stands for a secret that is not shown. Sent back, it keeps the secret. */
export const SECRET_MASK = "****";

/** A webhook as it is listed, its secret masked. */
export function webhookItem(webhook: WebhookRecord, { engine, webhookUrl }: OperationContext): ListWebhookItem {
  const { definition, urlToken, tags, lastTriggeredAt } = webhook;
  const error = webhook.error ?? outdatedRegistration(webhook, findTargetSource(engine, definition));
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

/** The model leaves the name out of what is required; no call can do without it. */
export function requiredWebhookName(name: string | undefined): string {
  if (name !== undefined) return name;
  throw new AwsServiceError("ValidationException", "The name of a webhook is required");
}
