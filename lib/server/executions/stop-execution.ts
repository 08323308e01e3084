import "server-only";
import { stopExecution as sendStop } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { StopExecutionInput } from "@/lib/contracts/stop-execution";
import { sharedDb } from "@/lib/db/shared-client";
import { nothing, sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";
import { syncSoon } from "./sync-soon";

/** Stops an execution: after its running actions have finished, or abandoning them. */
export async function stopExecution(
  viewer: Viewer,
  address: ExecutionAddress,
  { abandon, reason }: StopExecutionInput,
): Promise<{ pipelineExecutionId: string }> {
  authorize(viewer, "operate");
  const db = sharedDb();
  const { pipelineExecutionId } = address;
  const pipeline = await requireLivePipeline(db, address);
  const target = await requireTarget(db, address.connection);
  await sendAudited(db, {
    entry: {
      actor: viewer,
      action: "execution.stop",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, abandon, reason: reason ?? "" },
    },
    send: () =>
      sendStop(target.clients, {
        pipelineName: pipeline.name,
        pipelineExecutionId,
        abandon,
        ...(reason ? { reason } : {}),
      }),
    keep: nothing,
  });
  await syncSoon(target, address);
  return { pipelineExecutionId };
}
