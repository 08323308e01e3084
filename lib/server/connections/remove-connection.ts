import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { deleteConnection } from "@/lib/db/connections";
import { announceChanges } from "@/lib/db/live-changes";
import { sharedDb } from "@/lib/db/shared-client";
import { refuseBuiltIn } from "./refuse-built-in";
import { requireConnection } from "./require-connection";

/** Removes a connection, or the demo data, with all we know of it. Nothing changes in AWS. */
export async function removeConnection(viewer: Viewer, slug: string): Promise<void> {
  authorize(viewer, "manage");
  await sharedDb().$transaction(
    async (transaction) => {
      const connection = await requireConnection(transaction, slug);
      const { id, name, isDemo } = connection.isDemo ? connection : refuseBuiltIn(connection);
      await deleteConnection(transaction, id);
      await recordAuditEvent(transaction, {
        actor: viewer,
        action: isDemo ? "demo.remove" : "connection.remove",
        subjectType: "connection",
        subjectId: id,
        detail: { slug, name },
      });
      await announceChanges(transaction, [["*"]]);
    },
    { timeout: 60_000 },
  );
}
