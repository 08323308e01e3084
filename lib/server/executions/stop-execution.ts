import "server-only";
import { stopExecution as sendStop } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { StopExecutionInput } from "@/lib/contracts/stop-execution";
import { controlExecution } from "./control-execution";

/** Stops an execution: after its running actions have finished, or abandoning them. */
export async function stopExecution(
  viewer: Viewer,
  address: ExecutionAddress,
  { abandon, reason }: StopExecutionInput,
): Promise<{ pipelineExecutionId: string }> {
  authorize(viewer, "operate");
  return controlExecution(viewer, address, {
    action: "execution.stop",
    detail: { abandon, reason: reason ?? "" },
    send: (clients, execution) => sendStop(clients, { ...execution, abandon, ...(reason ? { reason } : {}) }),
  });
}
