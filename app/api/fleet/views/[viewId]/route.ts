import { z } from "zod";
import { fleetViews } from "@/lib/contracts/fleet-view";
import { removeFleetView } from "@/lib/server/fleet-views/remove-fleet-view";
import { route } from "@/lib/server/route";

export const DELETE = route({
  params: z.object({ viewId: z.uuid() }),
  output: fleetViews,
  handle: ({ viewer, params }) => removeFleetView(viewer, params.viewId),
});
