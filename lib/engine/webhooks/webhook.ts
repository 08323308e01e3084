import type { WebhookAuthenticationType } from "../protocol/generated/service-types";

/** What was put, the secret included: hiding it is the operations' work. */
export interface WebhookDefinition {
  readonly name: string;
  readonly targetPipeline: string;
  readonly targetAction: string;
  readonly filters: readonly WebhookFilter[];
  readonly authentication: WebhookAuthenticationType;
  readonly authenticationConfiguration: { readonly AllowedIPRange?: string; readonly SecretToken?: string };
}

export interface WebhookFilter {
  readonly jsonPath: string;
  readonly matchEquals?: string;
}

/** A webhook of version 1 with what became of the deliveries to it. */
export interface WebhookRecord {
  readonly definition: WebhookDefinition;
  /** The part of its URL that nobody can guess. A webhook that is made anew gets another. */
  readonly urlToken: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly lastTriggeredAt?: number;
  /** Why the last delivery that passed the filters started nothing, or no hook could be made at a third party. */
  readonly error?: WebhookError;
  /** The hook that delivers to it. Unset: none that is known. */
  readonly registration?: WebhookRegistration;
}

export interface WebhookError {
  readonly code: string;
  readonly message: string;
}

/** A hook of a repository, made by RegisterWebhookWithThirdParty. */
export interface WebhookRegistration {
  /** Where the API of its server begins. */
  readonly apiUrl: string;
  /** `owner/repo` */
  readonly repository: string;
  /** The server's number of it. */
  readonly hookId: number;
  /** Tells whether the webhook still has the secret that its hook signs with. Hex. */
  readonly secretDigest: string;
}

/** Where deliveries come in; the token is its query parameter `t`. */
export const WEBHOOK_PATH = "/webhooks/trigger";

/** The URL of a webhook. @param baseUrl where whoever delivers reaches the engine */
export function webhookUrlBelow(baseUrl: string, urlToken: string): string {
  return `${baseUrl.replace(/\/+$/, "")}${WEBHOOK_PATH}?t=${urlToken}&v=1`;
}
