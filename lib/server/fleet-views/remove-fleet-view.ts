import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { FleetViews } from "@/lib/contracts/fleet-view";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { deleteFleetView } from "@/lib/db/fleet-views";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { listFleetViews } from "./list-fleet-views";

/** @throws PenstockError `not_found` also for a view of somebody else */
export async function removeFleetView(viewer: Viewer, id: string): Promise<FleetViews> {
  authorize(viewer, "view");
  await sharedDb().$transaction(async (transaction) => {
    const view = await deleteFleetView(transaction, { userId: viewer.id, id });
    if (!view) throw new PenstockError("not_found", "You have no such view. Reload the page.");
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "fleet-view.remove",
      subjectType: "fleet-view",
      subjectId: id,
      detail: { name: view.name, query: view.query },
    });
  });
  return listFleetViews(viewer);
}
