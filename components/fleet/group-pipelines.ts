import type { FleetPipeline } from "@/lib/contracts/fleet";
import { statusOf } from "./choose-pipelines";

/**
 * The tag that says which folder a pipeline is in; its value may name folders within folders, `shop/checkout`. Names
 * cannot say it, because AWS allows no `/` in them. A tag stays with the pipeline in its account, can be set from
 * templates, and reads the same for every Penstock that looks at the account.
 */
export const FOLDER_TAG = "penstock:folder";

/** `connection`, `folder`, or a tag's key. */
export type Grouping = { readonly by: "connection" } | { readonly by: "tag"; readonly key: string };

export interface PipelineGroup {
  /** Unique among the groups of one list, and what the query string names a closed one by. */
  readonly key: string;
  readonly label: string;
  readonly pipelines: readonly FleetPipeline[];
  readonly failed: number;
  readonly running: number;
  readonly waiting: number;
}

/** Stands for pipelines without the tag. Tag values are never only a space, so it is no value's. */
const WITHOUT = " ";

/** Reads what the query string says of groups; null for none, and for what says nothing. */
export function groupingOf(text: string): Grouping | null {
  if (text === "connection") return { by: "connection" };
  if (text === "folder") return { by: "tag", key: FOLDER_TAG };
  const key = text.startsWith("tag:") ? text.slice("tag:".length) : "";
  return key === "" ? null : { by: "tag", key };
}

/** Groups by name, those without the tag last; within each the order stays. */
export function groupPipelines(pipelines: readonly FleetPipeline[], grouping: Grouping): readonly PipelineGroup[] {
  const groups = new Map<string, FleetPipeline[]>();
  for (const pipeline of pipelines) {
    const key = grouping.by === "connection" ? pipeline.connection : (pipeline.tags[grouping.key] ?? WITHOUT);
    const group = groups.get(key);
    if (group) group.push(pipeline);
    else groups.set(key, [pipeline]);
  }
  return [...groups]
    .map(([key, members]) => rolledUp(key, labelOf(key, grouping, members), members))
    .toSorted((one, other) => Number(one.key === WITHOUT) - Number(other.key === WITHOUT) || byLabel(one, other));
}

/** Every key that some pipeline has, the most used first: what groups and filters can be chosen from. */
export function tagKeysOf(pipelines: readonly FleetPipeline[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { tags } of pipelines) for (const key of Object.keys(tags)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([key]) => key);
}

/** Every `key=value` that some pipeline has, by name. */
export function tagsOf(pipelines: readonly FleetPipeline[]): readonly string[] {
  const tags = pipelines.flatMap((pipeline) => Object.entries(pipeline.tags).map(([key, value]) => `${key}=${value}`));
  return [...new Set(tags)].toSorted();
}

function labelOf(key: string, grouping: Grouping, [first]: readonly FleetPipeline[]): string {
  if (grouping.by === "connection") return first?.connectionName ?? key;
  if (key === WITHOUT) return grouping.key === FOLDER_TAG ? "In no folder" : `Without the tag ${grouping.key}`;
  return key === "" ? "Empty value" : key;
}

function rolledUp(key: string, label: string, pipelines: readonly FleetPipeline[]): PipelineGroup {
  const statuses = pipelines.map(statusOf);
  const count = (status: (typeof statuses)[number]): number => statuses.filter((one) => one === status).length;
  return { key, label, pipelines, failed: count("failed"), running: count("running"), waiting: count("waiting") };
}

function byLabel(one: PipelineGroup, other: PipelineGroup): number {
  return one.label.localeCompare(other.label, "en", { numeric: true });
}
