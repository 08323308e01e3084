import "server-only";
import { findConnection, type StoredConnection } from "@/lib/db/connections";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";

const LOCAL_SLUG = "local";

/** The connection to this machine's engine. @throws PenstockError `not_found` when it runs without one */
export async function getLocalConnection(): Promise<StoredConnection> {
  const connection = await findConnection(sharedDb(), LOCAL_SLUG);
  if (connection) return connection;
  throw new PenstockError(
    "not_found",
    "This workspace has no local engine: Penstock was started with PENSTOCK_ENGINE=off. Start it without that setting.",
  );
}
