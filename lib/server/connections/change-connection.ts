import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { Connection, ConnectionInput } from "@/lib/contracts/connection";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { findConnection, updateConnection } from "@/lib/db/connections";
import { announceChanges } from "@/lib/db/live-changes";
import { sharedDb } from "@/lib/db/shared-client";
import { requestConnectionSync } from "@/lib/sync/jobs";
import { slugTaken } from "./add-connection";
import { connectionToContract } from "./connection-contract";
import { connectionSettings } from "./connection-settings";
import { refuseBuiltIn } from "./refuse-built-in";
import { requireConnection } from "./require-connection";

/** Changes how a connection is reached or called. Its pipelines stay; the next look tells whether they are there. */
export async function changeConnection(viewer: Viewer, slug: string, input: ConnectionInput): Promise<Connection> {
  authorize(viewer, "manage");
  const settings = await connectionSettings(input);
  return sharedDb().$transaction(async (transaction) => {
    const { id } = refuseBuiltIn(await requireConnection(transaction, slug));
    if (settings.slug !== slug && (await findConnection(transaction, settings.slug))) throw slugTaken(settings.slug);
    const connection = await updateConnection(transaction, { id, ...settings });
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "connection.change",
      subjectType: "connection",
      subjectId: id,
      detail: { ...settings },
    });
    await requestConnectionSync(transaction, { connectionId: id });
    await announceChanges(transaction, [["connections"], ["fleet"], ["pipelines", "*"]]);
    return connectionToContract(connection);
  });
}
