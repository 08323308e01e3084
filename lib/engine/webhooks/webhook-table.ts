import type { WebhookRecord } from "./webhook";

/** What is kept of webhooks. */
export interface WebhookTable {
  findWebhook(name: string): Promise<WebhookRecord | null>;
  findWebhookByToken(urlToken: string): Promise<WebhookRecord | null>;
  /** By name, those after `afterName`. */
  listWebhooks(page: { readonly afterName?: string; readonly limit: number }): Promise<readonly WebhookRecord[]>;
  countWebhooks(): Promise<number>;
  /** Saves definition and tags. One that is known by its name keeps its URL and what became of its deliveries. */
  putWebhook(webhook: Pick<WebhookRecord, "definition" | "urlToken" | "tags">): Promise<void>;
  /** Keeps what became of the last delivery: with an error the time of the last start stays, without one no error does. */
  recordDelivery(urlToken: string, result: Pick<WebhookRecord, "lastTriggeredAt" | "error">): Promise<void>;
  deleteWebhook(name: string): Promise<void>;
}
