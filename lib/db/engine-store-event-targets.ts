import type { EventTarget, EventTargetTable } from "@/lib/engine/delivery/event-target";
import type { StateChangeEvent } from "@/lib/engine/state-change-event";
import type { Query } from "./engine-store-connection";

const DISTRIBUTE = `
  WITH taken AS (
    DELETE FROM engine.announcement
    WHERE position IN (SELECT position FROM engine.announcement ORDER BY position LIMIT $1)
    RETURNING position, id, event
  ), handed AS (
    INSERT INTO engine.delivery (target_name, position, id, pipeline_name, event)
    SELECT target.name, taken.position, taken.id, taken.event #>> '{detail,pipeline}', taken.event
    FROM taken, engine.event_target AS target
  )
  SELECT count(*)::int AS count FROM taken`;

const LIST = `
  SELECT event FROM (
    SELECT event, position, row_number() OVER (PARTITION BY pipeline_name ORDER BY position) AS place
    FROM engine.delivery WHERE target_name = $1 AND pipeline_name <> ALL ($4::text[])
  ) AS waiting
  WHERE place <= $2 ORDER BY position LIMIT $3`;

const TRIM = `
  WITH dropped AS (
    DELETE FROM engine.delivery WHERE target_name = $1 AND position IN (
      SELECT position FROM engine.delivery WHERE target_name = $1 ORDER BY position DESC OFFSET $2
    ) RETURNING 1
  )
  SELECT count(*)::int AS count FROM dropped`;

/** The targets of state-change events, and what waits for each. */
export function eventTargetTable(query: Query): EventTargetTable {
  async function count(name: string, text: string, values: readonly unknown[]): Promise<number> {
    const rows = await query<{ count: number }>(name, text, values);
    return rows[0]?.count ?? 0;
  }

  return {
    listEventTargets: () =>
      query<EventTarget>(
        "engine-list-event-targets",
        `SELECT name, url, key FROM engine.event_target ORDER BY name COLLATE "C"`,
      ),
    async putEventTarget({ name, url, key }) {
      await query(
        "engine-put-event-target",
        `INSERT INTO engine.event_target (name, url, key) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET url = excluded.url, key = excluded.key`,
        [name, url, key],
      );
    },
    async deleteEventTarget(name) {
      await query("engine-delete-event-target", "DELETE FROM engine.event_target WHERE name = $1", [name]);
    },
    distributeAnnouncements: (limit) => count("engine-distribute", DISTRIBUTE, [limit]),
    async listDeliveries(targetName, { perPipeline, limit, except }) {
      const rows = await query<{ event: StateChangeEvent }>("engine-list-deliveries", LIST, [
        targetName,
        perPipeline,
        limit,
        except,
      ]);
      return rows.map(({ event }) => event);
    },
    countDeliveries: (targetName) =>
      count("engine-count-deliveries", "SELECT count(*)::int AS count FROM engine.delivery WHERE target_name = $1", [
        targetName,
      ]),
    async removeDeliveries(targetName, eventIds) {
      await query(
        "engine-remove-deliveries",
        "DELETE FROM engine.delivery WHERE target_name = $1 AND id = ANY ($2::text[])",
        [targetName, eventIds],
      );
    },
    trimDeliveries: (targetName, keep) => count("engine-trim-deliveries", TRIM, [targetName, keep]),
  };
}
