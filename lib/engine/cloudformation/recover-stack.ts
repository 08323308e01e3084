import type { Clock } from "@/lib/clock";
import type { Ids } from "../ids";
import type { StackRecord, StackResource, StackStatus } from "./stack-record";

export const ENGINE_ENDED = "The engine ended while it worked on this stack.";
export const ENGINE_FAULT = "The engine had a fault while it worked on this stack; its log says more.";

/** What a stack is when nobody works on it any more. */
const SETTLED: Readonly<Partial<Record<StackStatus, StackStatus>>> = {
  CREATE_IN_PROGRESS: "CREATE_FAILED",
  ROLLBACK_IN_PROGRESS: "ROLLBACK_FAILED",
  UPDATE_IN_PROGRESS: "UPDATE_FAILED",
  UPDATE_ROLLBACK_IN_PROGRESS: "UPDATE_ROLLBACK_FAILED",
  DELETE_IN_PROGRESS: "DELETE_FAILED",
};

/**
 * A stack that was left half done, as it can be gone on with: it can be deleted, and after an update it can
 * be updated again, which looks at every resource. Null for any other.
 */
export function recoverStack(
  stack: StackRecord,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
  reason: typeof ENGINE_ENDED | typeof ENGINE_FAULT,
): StackRecord | null {
  const status = SETTLED[stack.status];
  if (status === undefined) return null;
  const { stackId: physicalId, stackName: logicalId } = stack;
  const event = { logicalId, physicalId, type: "AWS::CloudFormation::Stack", status, reason };
  return {
    ...stack,
    status,
    statusReason: reason,
    resources: Object.fromEntries(
      Object.entries(stack.resources).map(([name, resource]) => [name, recoverResource(resource, reason)]),
    ),
    events: [...stack.events, { ...event, eventId: ids.next(), at: clock.now() }],
  };
}

function recoverResource(resource: StackResource, reason: string): StackResource {
  switch (resource.status) {
    case "CREATE_IN_PROGRESS":
      return { ...resource, status: "CREATE_FAILED", reason };
    case "UPDATE_IN_PROGRESS":
      return { ...resource, status: "UPDATE_FAILED", reason };
    case "DELETE_IN_PROGRESS":
      return { ...resource, status: "DELETE_FAILED", reason };
    default:
      return resource;
  }
}
