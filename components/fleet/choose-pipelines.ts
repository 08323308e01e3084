import type { FleetPipeline } from "@/lib/contracts/fleet";
import { type FleetStatus, fleetStatusOf } from "@/lib/pipeline/fleet-status";
import type { FleetFilterChoice, FleetSort } from "./fleet-filters";
import { isStale } from "./staleness";

export interface Freshness {
  /** Connections whose data is. */
  readonly outOfDate: ReadonlySet<string>;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function statusOf({ latestRun, waiting }: FleetPipeline): FleetStatus {
  return fleetStatusOf(latestRun?.status ?? null, waiting !== null);
}

/** The pipelines that every filter leaves. */
export function choosePipelines(
  pipelines: readonly FleetPipeline[],
  choice: FleetFilterChoice,
  freshness: Freshness,
): readonly FleetPipeline[] {
  const wanted = choice.search.trim().toLowerCase();
  return pipelines.filter(
    (pipeline) =>
      (choice.status.length === 0 || choice.status.includes(statusOf(pipeline))) &&
      (choice.connection.length === 0 || choice.connection.includes(pipeline.connection)) &&
      (choice.tag.length === 0 || hasTags(pipeline, choice.tag)) &&
      (!choice.favourites || pipeline.isFavourite) &&
      (!choice.mine || pipeline.waiting?.isForViewer === true) &&
      (choice.stale.length === 0 || choice.stale.some((kind) => isStale(pipeline, kind, freshness))) &&
      (wanted === "" || mentions(pipeline, wanted)),
  );
}

/** Values of one key are alternatives; different keys must all match. */
function hasTags({ tags }: FleetPipeline, chosen: readonly string[]): boolean {
  const held = new Set(Object.entries(tags).map(([key, value]) => `${key}=${value}`));
  const keyOf = (tag: string): string => tag.slice(0, tag.indexOf("="));
  return chosen.every((tag) => chosen.some((other) => keyOf(other) === keyOf(tag) && held.has(other)));
}

function mentions({ pipelineName, latestRun }: FleetPipeline, wanted: string): boolean {
  if (pipelineName.toLowerCase().includes(wanted)) return true;
  return (latestRun?.revisions ?? []).some(
    ({ revisionId, revisionSummary }) =>
      revisionId?.toLowerCase().includes(wanted) || revisionSummary?.toLowerCase().includes(wanted),
  );
}

const URGENCY = {
  waiting: 0,
  failed: 1,
  running: 2,
  stopped: 3,
  cancelled: 3,
  superseded: 3,
  succeeded: 3,
  none: 4,
} as const satisfies Record<FleetStatus, number>;

/** What each order compares; smaller comes first. Null has no place in it and stands at the end either way. */
const MEASURES = {
  attention: (pipeline) => URGENCY[statusOf(pipeline)],
  name: () => 0,
  recent: ({ latestRun }) => latestRun && -Date.parse(latestRun.startedAt),
  success: ({ figures }) => figures.successRate,
  duration: ({ figures }) => figures.medianDurationMs && -figures.medianDurationMs,
  frequency: ({ figures }) => -figures.runsPerWeek,
} as const satisfies Record<FleetSort, (pipeline: FleetPipeline) => number | null>;

/** In the order asked for; equals by what ran last, and by name where names are asked for. */
export function sortPipelines(
  pipelines: readonly FleetPipeline[],
  { sort, reverse }: { readonly sort: FleetSort; readonly reverse: boolean },
): readonly FleetPipeline[] {
  const measured = pipelines.map((pipeline) => ({
    pipeline,
    measure: MEASURES[sort](pipeline),
    startedAt: sort === "name" || !pipeline.latestRun ? 0 : Date.parse(pipeline.latestRun.startedAt),
  }));
  const direction = reverse ? -1 : 1;
  measured.sort((one, other) => {
    if (one.measure === null || other.measure === null)
      return Number(one.measure === null) - Number(other.measure === null);
    const byMeasure = one.measure - other.measure;
    if (byMeasure !== 0) return direction * byMeasure;
    const byTime = other.startedAt - one.startedAt;
    if (byTime !== 0) return direction * byTime;
    return (sort === "name" ? direction : 1) * byName(one.pipeline, other.pipeline);
  });
  return measured.map(({ pipeline }) => pipeline);
}

/** Not by language: `localeCompare` takes longer than everything else of a large fleet together. */
function byName(one: FleetPipeline, other: FleetPipeline): number {
  if (one.pipelineName !== other.pipelineName) return one.pipelineName < other.pipelineName ? -1 : 1;
  return one.connection < other.connection ? -1 : 1;
}
