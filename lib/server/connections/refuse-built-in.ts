import "server-only";
import type { StoredConnection } from "@/lib/db/connections";
import { PenstockError } from "@/lib/errors";

/** The local engine and demo data have no settings to change. @throws PenstockError `conflict` */
export function refuseBuiltIn(connection: StoredConnection): StoredConnection {
  if (connection.credentialSource === "local-engine") {
    throw new PenstockError(
      "conflict",
      "The local engine is part of this installation. Start Penstock with PENSTOCK_ENGINE=off to do without it.",
    );
  }
  if (connection.isDemo) throw new PenstockError("conflict", "Demo data has no settings; it can only be removed.");
  return connection;
}
