import type { Db } from "@/lib/db/client";
import { listPollStates } from "@/lib/db/connections";
import { requestConnectionSync } from "@/lib/sync/jobs";
import { pollIntervalMs } from "./poll-interval";

const LOOK_EVERY_MS = 1_000;

interface PollingOptions {
  readonly db: Db;
  /** Connections this worker is looking at right now. */
  readonly active: ReadonlySet<string>;
  /** How often in a row a connection failed. */
  readonly failures: ReadonlyMap<string, number>;
  onError(error: unknown): void;
}

/** Asks for a look at each connection when its time has come. @returns stops asking */
export function pollConnections({ db, active, failures, onError }: PollingOptions): () => void {
  const requestedAt = new Map<string, number>();
  let isLooking = false;

  const look = async (): Promise<void> => {
    const now = Date.now();
    for (const connection of await listPollStates(db)) {
      const { id } = connection;
      const lookedAt = Math.max(connection.checkedAt ?? 0, requestedAt.get(id) ?? 0);
      const waitMs = pollIntervalMs(connection, { now, failures: failures.get(id) ?? 0 });
      if (active.has(id) || now - lookedAt < waitMs) continue;
      requestedAt.set(id, now);
      await db.$transaction((transaction) => requestConnectionSync(transaction, { connectionId: id }));
    }
  };

  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(onError)
      .finally(() => (isLooking = false));
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
