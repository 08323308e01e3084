import { createHash } from "node:crypto";
import type { WebhookError, WebhookRecord } from "../webhook";
import type { TargetSource } from "./target-source";

/** A secret as it is remembered of a hook. No two webhooks have the same for one secret. */
export function secretDigestOf({ definition, urlToken }: Pick<WebhookRecord, "definition" | "urlToken">): string {
  const { SecretToken: secret = "" } = definition.authenticationConfiguration;
  return createHash("sha256").update(`${urlToken}:${secret}`).digest("hex");
}

/**
 * PutWebhook and UpdatePipeline change nothing at GitHub, so a hook may fall behind.
 * @param source that the webhook targets now; null when it is gone
 * @returns null while the hook is as it should be
 */
export function outdatedRegistration(webhook: WebhookRecord, source: TargetSource | null): WebhookError | null {
  const { registration, definition } = webhook;
  if (!registration) return null;
  const hasMoved = source !== null && source.repository !== registration.repository;
  if (!hasMoved && registration.secretDigest === secretDigestOf(webhook)) return null;
  const what = hasMoved
    ? `is at ${registration.repository}, which '${definition.targetAction}' does not follow`
    : "signs with an earlier secret";
  return {
    code: "RegistrationOutdated",
    message: `The hook at GitHub ${what}. Register or deregister the webhook again`,
  };
}
