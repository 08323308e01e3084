import { connectionClients, type ConnectionClients } from "@/lib/aws/connection-clients";
import { type Clock, systemClock } from "@/lib/clock";
import type { Db } from "@/lib/db/client";
import type { StoredConnection } from "@/lib/db/connections";

/** What a sync reads from and writes to. */
export interface SyncTarget {
  readonly db: Db;
  readonly connection: Pick<StoredConnection, "id" | "slug" | "accountId">;
  readonly clients: ConnectionClients;
  readonly clock: Clock;
}

export function syncTarget(db: Db, connection: StoredConnection): SyncTarget {
  return { db, connection, clients: connectionClients(connection), clock: systemClock };
}
