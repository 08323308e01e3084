import { parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { inferParserType } from "nuqs/server";
import type { FleetFilters } from "@/lib/contracts/pipeline-summary";
import { FLEET_STATUSES, type FleetStatus } from "@/lib/pipeline/fleet-status";

/** The filters of the pipelines list, as they stand in the query string: a filtered list is a link. */
export const FLEET_FILTERS = {
  search: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(FLEET_STATUSES)).withDefault([]),
  connection: parseAsArrayOf(parseAsString).withDefault([]),
  favourites: parseAsBoolean.withDefault(false),
  page: parseAsInteger.withDefault(1),
} as const;
export type FleetChoice = inferParserType<typeof FLEET_FILTERS>;

export const FLEET_STATUS_WORDS = {
  waiting: "Waiting for approval",
  failed: "Failed",
  running: "In progress",
  succeeded: "Succeeded",
  stopped: "Stopped",
  cancelled: "Cancelled",
  superseded: "Superseded",
  none: "No runs yet",
} as const satisfies Record<FleetStatus, string>;

export const NEEDS_ATTENTION: readonly FleetStatus[] = ["waiting", "failed"];

/** The question the filters ask; what is not set is left out, so that equal questions share one cache entry. */
export function fleetQuestion(choice: FleetChoice): Partial<FleetFilters> {
  return {
    ...(choice.search.trim() && { search: choice.search.trim() }),
    ...(choice.status.length > 0 && { status: choice.status }),
    ...(choice.connection.length > 0 && { connection: choice.connection }),
    ...(choice.favourites && { favourites: true }),
    ...(choice.page > 1 && { page: choice.page }),
  };
}

export type FleetView = "all" | "favourites" | "attention";

/** Which of the saved views the filters amount to; null when they are none of them. */
export function viewOf({ status, favourites }: FleetChoice): FleetView | null {
  if (favourites) return status.length === 0 ? "favourites" : null;
  if (status.length === 0) return "all";
  const isAttention = status.length === NEEDS_ATTENTION.length && NEEDS_ATTENTION.every((one) => status.includes(one));
  return isAttention ? "attention" : null;
}
