import type { FleetPipeline } from "@/lib/contracts/fleet";
import type { FleetStatus } from "@/lib/pipeline/fleet-status";
import { statusOf } from "../choose-pipelines";

const BADNESS = {
  failed: 0,
  waiting: 1,
  running: 2,
  stopped: 3,
  cancelled: 4,
  superseded: 5,
  succeeded: 6,
  none: 7,
} as const satisfies Record<FleetStatus, number>;

/** What is broken first, then what waits the longest, then what runs; among equals what happened last. */
export function worstFirst(pipelines: readonly FleetPipeline[]): readonly FleetPipeline[] {
  return pipelines.toSorted(
    (one, other) =>
      BADNESS[statusOf(one)] - BADNESS[statusOf(other)] ||
      sinceOf(one) - sinceOf(other) ||
      (one.pipelineName < other.pipelineName ? -1 : 1),
  );
}

function sinceOf({ waiting, latestRun }: FleetPipeline): number {
  if (waiting) return Date.parse(waiting.since);
  return latestRun ? -Date.parse(latestRun.lastUpdatedAt) : 0;
}
