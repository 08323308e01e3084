import "server-only";
import { overrideStageCondition as sendOverride } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { OverrideStageConditionInput } from "@/lib/contracts/stage-condition";
import { controlExecution } from "./control-execution";

/** Lets an execution past a failed condition of a stage. */
export async function overrideStageCondition(
  viewer: Viewer,
  { stageName, ...address }: ExecutionAddress & { readonly stageName: string },
  { conditionType }: OverrideStageConditionInput,
): Promise<{ pipelineExecutionId: string }> {
  authorize(viewer, "operate");
  return controlExecution(viewer, address, {
    action: "condition.override",
    detail: { stageName, conditionType },
    send: (clients, execution) => sendOverride(clients, { ...execution, stageName, conditionType }),
  });
}
