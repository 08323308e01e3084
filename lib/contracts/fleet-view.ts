import { z } from "zod";

export const MOST_FLEET_VIEWS = 20;
export const MOST_VIEW_NAME_LENGTH = 40;
const MOST_QUERY_LENGTH = 2_000;

/** A view of the list of pipelines that somebody comes back to: its name, and the query string of the page. */
export const fleetViewToSave = z.object({
  name: z.string().trim().min(1, "Name the view.").max(MOST_VIEW_NAME_LENGTH),
  /** Without `?`. The page reads of it what it knows, as it does of any address. */
  query: z
    .string()
    .max(MOST_QUERY_LENGTH, "These filters are too many for a view.")
    .regex(/^[^\s?#]*$/, "A view is a query string."),
});
export type FleetViewToSave = z.infer<typeof fleetViewToSave>;

export const fleetView = fleetViewToSave.extend({ id: z.uuid() });
export type FleetView = z.infer<typeof fleetView>;

/** The viewer's own, in the order they were first saved. */
export const fleetViews = z.object({ views: z.array(fleetView) });
export type FleetViews = z.infer<typeof fleetViews>;
