import "server-only";
import { retryStage as sendRetry } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { RetryStageInput } from "@/lib/contracts/retry-stage";
import { sharedDb } from "@/lib/db/shared-client";
import { nothing, sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";
import { syncSoon } from "./sync-soon";

/** Runs the failed actions of a stage again, or all of them, in the same execution. */
export async function retryStage(
  viewer: Viewer,
  address: ExecutionAddress,
  { stageName, retryMode }: RetryStageInput,
): Promise<{ pipelineExecutionId: string }> {
  authorize(viewer, "operate");
  const db = sharedDb();
  const { pipelineExecutionId } = address;
  const pipeline = await requireLivePipeline(db, address);
  const target = await requireTarget(db, address.connection);
  await sendAudited(db, {
    entry: {
      actor: viewer,
      action: "execution.retry",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, stageName, retryMode },
    },
    send: () => sendRetry(target.clients, { pipelineName: pipeline.name, pipelineExecutionId, stageName, retryMode }),
    keep: nothing,
  });
  await syncSoon(target, address);
  return { pipelineExecutionId };
}
