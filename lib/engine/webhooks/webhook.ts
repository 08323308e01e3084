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
  /** Why the last delivery that passed the filters started nothing. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** Where deliveries come in; the token is its query parameter `t`. */
export const WEBHOOK_PATH = "/webhooks/trigger";
