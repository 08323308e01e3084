import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { type FleetViews, type FleetViewToSave, MOST_FLEET_VIEWS } from "@/lib/contracts/fleet-view";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { listFleetViews as listStored, putFleetView } from "@/lib/db/fleet-views";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { listFleetViews } from "./list-fleet-views";

/**
 * Keeps a view for the viewer alone, in place of their own one of that name.
 * @throws PenstockError `conflict` when there are too many
 */
export async function saveFleetView(viewer: Viewer, { name, query }: FleetViewToSave): Promise<FleetViews> {
  authorize(viewer, "view");
  await sharedDb().$transaction(async (transaction) => {
    const kept = await listStored(transaction, { userId: viewer.id, limit: MOST_FLEET_VIEWS });
    if (kept.length >= MOST_FLEET_VIEWS && !kept.some((view) => view.name === name)) {
      throw new PenstockError("conflict", `You have ${MOST_FLEET_VIEWS} views already. Remove one first.`);
    }
    const id = await putFleetView(transaction, { userId: viewer.id, name, query });
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "fleet-view.save",
      subjectType: "fleet-view",
      subjectId: id,
      detail: { name, query },
    });
  });
  return listFleetViews(viewer);
}
