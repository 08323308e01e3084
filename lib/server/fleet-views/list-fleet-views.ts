import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { type FleetViews, MOST_FLEET_VIEWS } from "@/lib/contracts/fleet-view";
import { listFleetViews as listStored } from "@/lib/db/fleet-views";
import { sharedDb } from "@/lib/db/shared-client";

/** The views of the list of pipelines that the viewer has saved; nobody sees another's. */
export async function listFleetViews(viewer: Viewer): Promise<FleetViews> {
  authorize(viewer, "view");
  return { views: await listStored(sharedDb(), { userId: viewer.id, limit: MOST_FLEET_VIEWS }) };
}
