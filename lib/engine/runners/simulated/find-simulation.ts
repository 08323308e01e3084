import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { LocalResources, Simulation } from "../../local-resources";
import { mostExact } from "../../most-exact";
import type { ActionJob } from "../runner";

/** How a person wants this action to end; null: as its inputs have it. The most exact binding counts. */
export async function findSimulation(
  job: Pick<ActionJob, "actionName" | "actionTypeId" | "configuration">,
  resources: Pick<LocalResources, "list">,
): Promise<Simulation | null> {
  const { provider } = job.actionTypeId;
  const names = [subjectOf(job), job.actionName].map((name) => `${provider}/${name}`);
  return mostExact(await resources.list("simulation"), names);
}

/** What tells the action's goal from others of its provider: `shop-stack`, `cluster/service`. */
export function subjectOf({ actionTypeId, configuration }: Pick<ActionJob, "actionTypeId" | "configuration">): string {
  const keys = findActionType(actionTypeId)?.summaryKeys ?? [];
  return keys.flatMap((key) => configuration[key] ?? []).join("/");
}
