import "server-only";
import type { Db, DbOrTransaction } from "@/lib/db/client";
import { findConnection, type StoredConnection } from "@/lib/db/connections";
import { PenstockError } from "@/lib/errors";
import { type SyncTarget, syncTarget } from "@/lib/sync/sync-target";

/** @throws PenstockError `not_found` */
export async function requireConnection(db: DbOrTransaction, slug: string): Promise<StoredConnection> {
  const connection = await findConnection(db, slug);
  if (connection) return connection;
  throw new PenstockError("not_found", `There is no connection "${slug}". Choose one under Connections.`);
}

/** The connection as something to call. @throws PenstockError `not_found`, `conflict` for demo data */
export async function requireTarget(db: Db, slug: string): Promise<SyncTarget> {
  const connection = await requireConnection(db, slug);
  if (!connection.isDemo) return syncTarget(db, connection);
  throw new PenstockError(
    "conflict",
    "This is demo data: it shows a history that never ran, so nothing can be run or changed in it.",
  );
}
