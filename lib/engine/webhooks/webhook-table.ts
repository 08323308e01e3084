import type { WebhookRecord, WebhookRegistration } from "./webhook";

/** What is kept of webhooks. */
export interface WebhookTable {
  findWebhook(name: string): Promise<WebhookRecord | null>;
  findWebhookByToken(urlToken: string): Promise<WebhookRecord | null>;
  /** By name, those after `afterName`. */
  listWebhooks(page: { readonly afterName?: string; readonly limit: number }): Promise<readonly WebhookRecord[]>;
  countWebhooks(): Promise<number>;
  /** Saves definition and tags. One that is known by its name keeps its URL, its registration and what became of it. */
  putWebhook(webhook: Pick<WebhookRecord, "definition" | "urlToken" | "tags">): Promise<void>;
  /** Keeps what became of it last: with an error the time of the last start stays, without one no error does. */
  recordOutcome(urlToken: string, result: Pick<WebhookRecord, "lastTriggeredAt" | "error">): Promise<void>;
  /** Keeps the hook that delivers to it, null for none, and no error. @returns false when there is no such webhook */
  recordRegistration(urlToken: string, registration: WebhookRegistration | null): Promise<boolean>;
  deleteWebhook(name: string): Promise<void>;
}
