import type { Clock } from "@/lib/clock";
import type { Ids } from "../ids";
import { usedExport } from "./exports";
import { removeResources } from "./remove-resources";
import type { ResourceHandler } from "./resources/resource-handler";
import type { StackProgress } from "./stack-progress";
import { allResources, type StackRecord } from "./stack-record";

interface RemovalOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly principalArn: string;
  /** Stacks that may use what this one exports. */
  readonly others: readonly StackRecord[];
  /** Logical ids of resources that stay. */
  readonly retained: readonly string[];
  findHandler(type: string): ResourceHandler;
}

/** Deletes a stack with all it has made. What cannot be deleted leaves it in DELETE_FAILED. */
export async function removeStack(
  progress: StackProgress,
  { clock, ids, principalArn, others, retained, findHandler }: RemovalOptions,
): Promise<void> {
  const { record } = progress;
  progress.setStatus("DELETE_IN_PROGRESS", "User Initiated");
  await progress.save();
  const inUse = usedExport(others, record);
  const contextOf = (logicalId: string) => ({
    ...record,
    logicalId,
    principalArn,
    stackTags: record.content?.tags ?? [],
    newId: () => ids.next(),
  });
  const resources = allResources(record).map(
    ([logicalId, resource]) =>
      [logicalId, { ...resource, isRetained: resource.isRetained || retained.includes(logicalId) }] as const,
  );
  const failed = inUse ? [] : await removeResources(progress, resources, { findHandler, contextOf });
  if (inUse) progress.setStatus("DELETE_FAILED", inUse);
  else if (failed.length > 0) {
    progress.setStatus("DELETE_FAILED", `The following resource(s) failed to delete: [${failed.join(", ")}].`);
  } else {
    progress.change({ deletedAt: clock.now(), changeSets: [], outputs: [], imports: [] });
    progress.setStatus("DELETE_COMPLETE");
  }
  await progress.save();
}
