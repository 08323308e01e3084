import type { WebhookRecord } from "@/lib/engine/webhooks/webhook";
import type { WebhookTable } from "@/lib/engine/webhooks/webhook-table";
import type { Query } from "./engine-store-connection";

interface WebhookRow {
  readonly url_token: string;
  readonly definition: WebhookRecord["definition"];
  readonly tags: WebhookRecord["tags"];
  readonly last_triggered_at: Date | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly registration: WebhookRecord["registration"] | null;
}

const SELECT =
  "SELECT url_token, definition, tags, last_triggered_at, error_code, error_message, registration FROM engine.webhook";

/** Webhooks of version 1. */
export function webhookTable(query: Query): WebhookTable {
  return {
    async findWebhook(name) {
      const rows = await query<WebhookRow>("engine-find-webhook", `${SELECT} WHERE name = $1`, [name]);
      return rows[0] ? webhookRecord(rows[0]) : null;
    },
    async findWebhookByToken(urlToken) {
      const rows = await query<WebhookRow>("engine-find-webhook-by-token", `${SELECT} WHERE url_token = $1`, [
        urlToken,
      ]);
      return rows[0] ? webhookRecord(rows[0]) : null;
    },
    async listWebhooks({ afterName, limit }) {
      const rows = await query<WebhookRow>(
        "engine-list-webhooks",
        `${SELECT} WHERE name COLLATE "C" > $1 ORDER BY name COLLATE "C" LIMIT $2`,
        [afterName ?? "", limit],
      );
      return rows.map(webhookRecord);
    },
    async countWebhooks() {
      const rows = await query<{ count: number }>(
        "engine-count-webhooks",
        "SELECT count(*)::int AS count FROM engine.webhook",
      );
      return rows[0]?.count ?? 0;
    },
    async putWebhook({ definition, urlToken, tags }) {
      await query(
        "engine-put-webhook",
        `INSERT INTO engine.webhook (name, url_token, definition, tags) VALUES ($1, $2, $3::json, $4::json)
         ON CONFLICT (name) DO UPDATE SET definition = excluded.definition, tags = excluded.tags`,
        [definition.name, urlToken, JSON.stringify(definition), JSON.stringify(tags)],
      );
    },
    async recordOutcome(urlToken, { lastTriggeredAt, error }) {
      await query(
        "engine-record-webhook-outcome",
        `UPDATE engine.webhook
         SET last_triggered_at = coalesce($2, last_triggered_at), error_code = $3, error_message = $4
         WHERE url_token = $1`,
        [
          urlToken,
          lastTriggeredAt === undefined ? null : new Date(lastTriggeredAt),
          error?.code ?? null,
          error?.message ?? null,
        ],
      );
    },
    async recordRegistration(urlToken, registration) {
      const rows = await query(
        "engine-record-webhook-registration",
        `UPDATE engine.webhook SET registration = $2::json, error_code = NULL, error_message = NULL
         WHERE url_token = $1 RETURNING name`,
        [urlToken, registration === null ? null : JSON.stringify(registration)],
      );
      return rows.length > 0;
    },
    async deleteWebhook(name) {
      await query("engine-delete-webhook", "DELETE FROM engine.webhook WHERE name = $1", [name]);
    },
  };
}

function webhookRecord(row: WebhookRow): WebhookRecord {
  const { url_token, definition, tags, last_triggered_at, error_code, error_message, registration } = row;
  return {
    definition,
    urlToken: url_token,
    tags,
    ...(last_triggered_at && { lastTriggeredAt: last_triggered_at.getTime() }),
    ...(error_code !== null && { error: { code: error_code, message: error_message ?? "" } }),
    ...(registration && { registration }),
  };
}
