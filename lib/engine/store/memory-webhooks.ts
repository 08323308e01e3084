import type { WebhookRecord } from "../webhooks/webhook";
import type { WebhookTable } from "../webhooks/webhook-table";

/** The webhooks of a memory store. */
export function memoryWebhooks(): WebhookTable {
  const webhooks = new Map<string, WebhookRecord>();
  const ofToken = (urlToken: string) => [...webhooks.values()].find((webhook) => webhook.urlToken === urlToken) ?? null;
  return {
    findWebhook: async (name) => webhooks.get(name) ?? null,
    findWebhookByToken: async (urlToken) => ofToken(urlToken),
    async listWebhooks({ afterName = "", limit }) {
      const names = [...webhooks.keys()].filter((name) => name > afterName).toSorted();
      return names.slice(0, limit).flatMap((name) => webhooks.get(name) ?? []);
    },
    countWebhooks: async () => webhooks.size,
    async putWebhook({ definition, urlToken, tags }) {
      const { name } = definition;
      const known = webhooks.get(name);
      webhooks.set(name, { urlToken, ...known, definition, tags });
    },
    async recordOutcome(urlToken, { lastTriggeredAt, error }) {
      const webhook = ofToken(urlToken);
      if (!webhook) return;
      const { error: _before, ...kept } = webhook;
      webhooks.set(webhook.definition.name, {
        ...kept,
        ...(lastTriggeredAt !== undefined && { lastTriggeredAt }),
        ...(error && { error }),
      });
    },
    async recordRegistration(urlToken, registration) {
      const webhook = ofToken(urlToken);
      if (!webhook) return false;
      const { error: _error, registration: _before, ...kept } = webhook;
      webhooks.set(webhook.definition.name, { ...kept, ...(registration && { registration }) });
      return true;
    },
    async deleteWebhook(name) {
      webhooks.delete(name);
    },
  };
}
