/** One status for a whole pipeline: a waiting approval wins, then what its latest execution does or did. */
export const FLEET_STATUSES = [
  "waiting",
  "failed",
  "running",
  "succeeded",
  "stopped",
  "cancelled",
  "superseded",
  "none",
] as const;
export type FleetStatus = (typeof FLEET_STATUSES)[number];
