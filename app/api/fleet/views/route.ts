import { fleetViews, fleetViewToSave } from "@/lib/contracts/fleet-view";
import { listFleetViews } from "@/lib/server/fleet-views/list-fleet-views";
import { saveFleetView } from "@/lib/server/fleet-views/save-fleet-view";
import { route } from "@/lib/server/route";

export const GET = route({ output: fleetViews, handle: ({ viewer }) => listFleetViews(viewer) });

export const PUT = route({
  input: fleetViewToSave,
  output: fleetViews,
  handle: ({ viewer, input }) => saveFleetView(viewer, input),
});
