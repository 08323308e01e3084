import { createHash } from "node:crypto";
import type { WebhookError, WebhookRecord } from "../webhook";

/** A secret as it is remembered of a hook. No two webhooks have the same for one secret. */
export function secretDigestOf({ definition, urlToken }: Pick<WebhookRecord, "definition" | "urlToken">): string {
  const { SecretToken: secret = "" } = definition.authenticationConfiguration;
  return createHash("sha256").update(`${urlToken}:${secret}`).digest("hex");
}

/**
 * PutWebhook and UpdatePipeline change nothing at GitHub, so a hook may fall behind.
 * @param repository that the target follows now; null when there is none
 * @returns null while the hook is as it should be
 */
export function outdatedRegistration(webhook: WebhookRecord, repository: string | null): WebhookError | null {
  const { registration } = webhook;
  if (!registration) return null;
  const hasMoved = repository !== null && repository !== registration.repository;
  if (!hasMoved && registration.secretDigest === secretDigestOf(webhook)) return null;
  const what = hasMoved ? `is at ${registration.repository} and not at ${repository}` : "signs with an earlier secret";
  return {
    code: "RegistrationOutdated",
    message: `The hook at GitHub ${what}. Call RegisterWebhookWithThirdParty again`,
  };
}
