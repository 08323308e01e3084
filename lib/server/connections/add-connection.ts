import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { Connection, ConnectionInput } from "@/lib/contracts/connection";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { createConnection, findConnection } from "@/lib/db/connections";
import { announceChanges } from "@/lib/db/live-changes";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { requestConnectionSync } from "@/lib/sync/jobs";
import { connectionToContract } from "./connection-contract";
import { connectionSettings } from "./connection-settings";

/** Adds a connection and has its pipelines and their history read. It may be added before it can be reached. */
export async function addConnection(viewer: Viewer, input: ConnectionInput): Promise<Connection> {
  authorize(viewer, "manage");
  const settings = await connectionSettings(input);
  return sharedDb().$transaction(async (transaction) => {
    if (await findConnection(transaction, settings.slug)) throw slugTaken(settings.slug);
    const connection = await createConnection(transaction, settings);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "connection.add",
      subjectType: "connection",
      subjectId: connection.id,
      detail: { ...settings },
    });
    await requestConnectionSync(transaction, { connectionId: connection.id });
    await announceChanges(transaction, [["connections"]]);
    return connectionToContract(connection);
  });
}

export function slugTaken(slug: string): PenstockError {
  return new PenstockError("conflict", `There is already a connection with the address "${slug}". Choose another.`);
}
