import type { Fleet, FleetTotals } from "@/lib/contracts/fleet";
import { statusOf } from "./choose-pipelines";

/** What stands above the list, counted from its rows: it changes in the same moment as they do. */
export function totalsOf({ pipelines, more, figures }: Fleet): FleetTotals {
  const statuses = pipelines.map(statusOf);
  const waits = pipelines.flatMap(({ waiting }) => (waiting ? [waiting] : []));
  return {
    pipelines: pipelines.length + more,
    connections: new Set(pipelines.map(({ connection }) => connection)).size,
    running: statuses.filter((status) => status === "running").length,
    waiting: waits.reduce((sum, { count }) => sum + count, 0),
    oldestWaitingSince: waits.map(({ since }) => since).toSorted()[0] ?? null,
    lastRunFailed: statuses.filter((status) => status === "failed").length,
    includesDemo: pipelines.some(({ isDemo }) => isDemo),
    figures,
  };
}
