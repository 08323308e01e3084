import { queryOptions } from "@tanstack/react-query";
import { fleetViews, fleetViewToSave, type FleetViewToSave } from "@/lib/contracts/fleet-view";
import { getJson, sendJson } from "./get-json";

const URL = "/api/fleet/views";

/** The views of the list of pipelines that the viewer has saved. */
export function fleetViewsQuery() {
  return queryOptions({
    queryKey: ["fleet", "views"],
    queryFn: ({ signal }) => getJson(fleetViews, URL, { signal }),
  });
}

export function putFleetView(view: FleetViewToSave) {
  return sendJson(fleetViews, URL, { method: "PUT", body: fleetViewToSave.parse(view) });
}

export function deleteFleetView(id: string) {
  return sendJson(fleetViews, `${URL}/${encodeURIComponent(id)}`, { method: "DELETE" });
}
