import type { FleetPipeline } from "@/lib/contracts/fleet";
import { fleetKey } from "@/lib/queries/fleet";
import { groupingOf, groupPipelines, type PipelineGroup } from "./group-pipelines";

/** A line of the list. `key` is unique in it and stays when the line moves. */
export type FleetItem =
  | { readonly kind: "group"; readonly key: string; readonly group: PipelineGroup; readonly isFolded: boolean }
  | { readonly kind: "pipeline"; readonly key: string; readonly pipeline: FleetPipeline };

/** The lines of the list from top to bottom. A closed group is its head alone. */
export function fleetItems(
  pipelines: readonly FleetPipeline[],
  { group: text, folded }: { readonly group: string; readonly folded: readonly string[] },
): readonly FleetItem[] {
  const grouping = groupingOf(text);
  if (!grouping) return pipelines.map(itemOf);
  return groupPipelines(pipelines, grouping).flatMap((group) => {
    const isFolded = folded.includes(group.key);
    const head = { kind: "group", key: `group ${group.key}`, group, isFolded } as const;
    return isFolded ? [head] : [head, ...group.pipelines.map(itemOf)];
  });
}

function itemOf(pipeline: FleetPipeline): FleetItem {
  return { kind: "pipeline", key: fleetKey(pipeline), pipeline };
}
