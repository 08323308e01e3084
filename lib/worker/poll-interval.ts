import type { ConnectionHealth } from "@/lib/db/connections";

const WHILE_RUNNING_MS = 3_000;
const IDLE_MS = 30_000;
const UNREACHABLE_MS = 10_000;
const LONGEST_BACKOFF_MS = 5 * 60_000;
/** A connection that sent an event this recently tells by itself what changes. */
const EVENTS_FLOW_MS = 60_000;

export interface Pollable {
  readonly health: ConnectionHealth;
  readonly lastEventAt: number | null;
  readonly hasRunning: boolean;
}

/**
 * How long to leave a connection alone between two looks. While something runs and no events arrive, it is asked
 * every 3 s; otherwise polling only repairs what events missed. AWS slowing us down doubles the wait each time.
 */
export function pollIntervalMs(connection: Pollable, { now, failures }: { now: number; failures: number }): number {
  if (connection.health === "throttled") return Math.min(IDLE_MS * 2 ** Math.max(0, failures - 1), LONGEST_BACKOFF_MS);
  if (connection.health === "unreachable") return UNREACHABLE_MS;
  const eventsFlow = connection.lastEventAt !== null && now - connection.lastEventAt < EVENTS_FLOW_MS;
  return connection.hasRunning && !eventsFlow ? WHILE_RUNNING_MS : IDLE_MS;
}
