import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { LocalResources, Simulation } from "../../local-resources";
import type { ActionJob } from "../runner";

/** How a person wants this action to end; null: as its inputs have it. The most exact binding counts. */
export async function findSimulation(
  job: Pick<ActionJob, "actionName" | "actionTypeId" | "configuration">,
  resources: Pick<LocalResources, "list">,
): Promise<Simulation | null> {
  const { provider } = job.actionTypeId;
  const names = [subjectOf(job), job.actionName].map((name) => `${provider}/${name}`);
  const found = (await resources.list("simulation")).filter(({ name: pattern }) =>
    names.some((name) => matchesWild(pattern, name)),
  );
  return found.toSorted((a, b) => exactness(b.name) - exactness(a.name))[0] ?? null;
}

/** What tells the action's goal from others of its provider: `shop-stack`, `cluster/service`. */
export function subjectOf({ actionTypeId, configuration }: Pick<ActionJob, "actionTypeId" | "configuration">): string {
  const keys = findActionType(actionTypeId)?.summaryKeys ?? [];
  return keys.flatMap((key) => configuration[key] ?? []).join("/");
}

/** A name without `*` wins, then the one that says more. */
function exactness(pattern: string): number {
  const letters = pattern.replaceAll("*", "").length;
  return pattern.includes("*") ? letters : letters + 1_000;
}

/** `*` stands for anything. Each piece is looked for once, so no pattern takes long. */
function matchesWild(pattern: string, text: string): boolean {
  const [first = "", ...pieces] = pattern.split("*");
  const last = pieces.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
