import type { PipelineExecutionStatus } from "./execution";

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

/** @param latestStatus null: it never ran */
export function fleetStatusOf(latestStatus: PipelineExecutionStatus | null, isWaiting: boolean): FleetStatus {
  if (isWaiting) return "waiting";
  return latestStatus === null ? "none" : STATUS_OF_LATEST[latestStatus];
}

const STATUS_OF_LATEST = {
  InProgress: "running",
  Stopping: "running",
  Stopped: "stopped",
  Succeeded: "succeeded",
  Failed: "failed",
  Superseded: "superseded",
  Cancelled: "cancelled",
} as const satisfies Record<PipelineExecutionStatus, FleetStatus>;
