import { HandlerFailure, type HandlerContext, type ResourceHandler } from "./resources/resource-handler";
import type { StackProgress } from "./stack-progress";
import { resourceOf, type StackResource } from "./stack-record";

export interface RemovalWorld {
  findHandler(type: string): ResourceHandler;
  contextOf(logicalId: string): HandlerContext;
}

type ResourceEntry = readonly [logicalId: string, resource: StackResource];

/**
 * Deletes resources, those first that need others. One that cannot be deleted does not hold up the next.
 * @returns the logical ids of those that could not be
 */
export async function removeResources(
  progress: StackProgress,
  resources: readonly ResourceEntry[],
  world: RemovalWorld,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const entry of neediestFirst(resources)) {
    const isDone = await removeResource(progress, entry, world);
    if (!isDone) failed.push(entry[0]);
  }
  return failed;
}

async function removeResource(
  progress: StackProgress,
  [logicalId, resource]: ResourceEntry,
  world: RemovalWorld,
): Promise<boolean> {
  const current = resourceOf(progress.record, logicalId);
  const isCurrent = current?.physicalId === resource.physicalId && current.type === resource.type;
  const forget = (): void =>
    isCurrent ? progress.forgetResource(logicalId) : progress.forgetReplaced(logicalId, resource);
  const { reason: _before, ...plain } = resource;
  if (resource.isRetained || resource.isAdopted) {
    const reason = resource.isAdopted ? resource.reason : undefined;
    progress.tell(logicalId, resource, { status: "DELETE_SKIPPED", reason });
    forget();
    return true;
  }
  progress.tell(logicalId, resource, { status: "DELETE_IN_PROGRESS" });
  try {
    if (resource.physicalId !== "") {
      await world.findHandler(resource.type).remove(resource.physicalId, world.contextOf(logicalId));
    }
  } catch (error) {
    if (!(error instanceof HandlerFailure)) throw error;
    // Of what it has taken the place of, some may be deleted already.
    const replaced = current?.replaced ?? [];
    const reason = error.message;
    if (isCurrent) progress.setResource(logicalId, { ...plain, replaced, status: "DELETE_FAILED", reason });
    else progress.tell(logicalId, resource, { status: "DELETE_FAILED", reason });
    return false;
  }
  progress.tell(logicalId, resource, { status: "DELETE_COMPLETE" });
  forget();
  await progress.save();
  return true;
}

function neediestFirst(resources: readonly ResourceEntry[]): readonly ResourceEntry[] {
  const needs = new Map(resources.map(([logicalId, resource]) => [logicalId, resource.needs]));
  const depths = new Map<string, number>();
  const depthOf = (logicalId: string): number => {
    const known = depths.get(logicalId);
    if (known !== undefined) return known;
    depths.set(logicalId, 0); // a circle was refused when the stack was made
    const depth = 1 + Math.max(0, ...(needs.get(logicalId) ?? []).filter((name) => needs.has(name)).map(depthOf));
    depths.set(logicalId, depth);
    return depth;
  };
  return resources.toSorted(([a], [b]) => depthOf(b) - depthOf(a));
}
