import "server-only";
import { retryStage as sendRetry } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { RetryStageInput } from "@/lib/contracts/retry-stage";
import { controlExecution } from "./control-execution";

/** Runs the failed actions of a stage again, or all of them, in the same execution. */
export async function retryStage(
  viewer: Viewer,
  address: ExecutionAddress,
  { stageName, retryMode }: RetryStageInput,
): Promise<{ pipelineExecutionId: string }> {
  authorize(viewer, "operate");
  return controlExecution(viewer, address, {
    action: "execution.retry",
    detail: { stageName, retryMode },
    send: (clients, execution) => sendRetry(clients, { ...execution, stageName, retryMode }),
  });
}
