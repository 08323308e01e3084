import type { EngineStore } from "@/lib/engine/store/store";
import type { Query } from "./engine-store-connection";

/** Keeps the state as it is now, and of older snapshots only the newest; what comes before that one is not needed. */
const SNAPSHOT = `
  WITH added AS (
    INSERT INTO engine.snapshot (pipeline_name, sequence, state)
    SELECT name, $2::int, $3::json FROM engine.pipeline WHERE name = $1
    ON CONFLICT (pipeline_name, sequence) DO NOTHING
  ), before AS (
    SELECT max(sequence) AS sequence FROM engine.snapshot WHERE pipeline_name = $1 AND sequence < $2::int
  ), forgotten AS (
    DELETE FROM engine.event USING before WHERE pipeline_name = $1 AND event.sequence <= before.sequence
  )
  DELETE FROM engine.snapshot USING before WHERE pipeline_name = $1 AND snapshot.sequence < before.sequence`;

const PRUNE_HISTORY = `
  WITH old AS (
    DELETE FROM engine.pipeline_execution
    WHERE (record ->> 'startedAt')::bigint < $1 AND pipeline_execution_id <> ALL ($2::text[])
    RETURNING pipeline_execution_id
  ), rules AS (
    DELETE FROM engine.rule_execution USING old WHERE rule_execution.pipeline_execution_id = old.pipeline_execution_id
  )
  DELETE FROM engine.action_execution USING old WHERE action_execution.pipeline_execution_id = old.pipeline_execution_id`;

/** What keeps the engine's tables from growing without bound. */
export function retention(query: Query): Pick<EngineStore, "snapshot" | "prune"> {
  return {
    async snapshot(state) {
      await query("engine-snapshot", SNAPSHOT, [state.pipelineName, state.sequence, JSON.stringify(state)]);
    },
    async prune({ historyFrom, announcementsFrom, kept }) {
      await query("engine-prune-history", PRUNE_HISTORY, [historyFrom, kept]);
      await query(
        "engine-prune-announcements",
        "DELETE FROM engine.announcement WHERE (event ->> 'time')::timestamptz < $1",
        [new Date(announcementsFrom)],
      );
    },
  };
}
