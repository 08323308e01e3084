import type { Connection } from "@/lib/contracts/connection";
import type { FleetPipeline } from "@/lib/contracts/fleet";
import type { StaleKind } from "./fleet-filters";

/** A connection is asked twice a minute at least, unless it cannot be. */
const DATA_STALE_AFTER_MS = 15 * 60_000;
const RUNS_STALE_AFTER_MS = 30 * 24 * 60 * 60_000;

/** When the connection was last heard, by an event or by asking; null for never. Epoch milliseconds. */
export function heardAt({ syncedAt, lastEventAt }: Connection): number | null {
  const instants = [syncedAt, lastEventAt].flatMap((at) => (at ? [Date.parse(at)] : []));
  return instants.length === 0 ? null : Math.max(...instants);
}

/** What is known of its pipelines may be out of date: it cannot be asked, or was not heard for a quarter of an hour. */
export function isOutOfDate(connection: Connection, now: number): boolean {
  if (connection.isDemo) return false;
  if (connection.health === "unreachable" || connection.health === "throttled") return true;
  const heard = heardAt(connection);
  return heard !== null && now - heard > DATA_STALE_AFTER_MS;
}

export function isStale(
  pipeline: FleetPipeline,
  kind: StaleKind,
  { outOfDate, now }: { readonly outOfDate: ReadonlySet<string>; readonly now: number },
): boolean {
  if (kind === "data") return outOfDate.has(pipeline.connection);
  const { latestRun } = pipeline;
  return latestRun === null || now - Date.parse(latestRun.lastUpdatedAt) > RUNS_STALE_AFTER_MS;
}
