import "server-only";
import { rollbackStage as sendRollback } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { RollbackStageInput } from "@/lib/contracts/rollback-stage";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { findRollbackObstacle } from "@/lib/pipeline/rollback";
import { sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";
import { syncSoon } from "./sync-soon";

/**
 * Runs a stage again in a new execution, on the revisions, variables and artifacts of an earlier one that succeeded in
 * it. @returns the new execution's id
 */
export async function rollbackStage(
  viewer: Viewer,
  { stageName, ...address }: PipelineAddress & { readonly stageName: string },
  { targetPipelineExecutionId }: RollbackStageInput,
): Promise<{ pipelineExecutionId: string }> {
  authorize(viewer, "operate");
  const db = sharedDb();
  const pipeline = await requireLivePipeline(db, address);
  const obstacle = pipeline.liveDeclaration && findRollbackObstacle(pipeline.liveDeclaration, stageName);
  if (obstacle) throw new PenstockError("conflict", `Stage ${stageName} cannot be rolled back. ${obstacle}`);
  const target = await requireTarget(db, address.connection);
  const pipelineExecutionId = await sendAudited(db, {
    entry: {
      actor: viewer,
      action: "execution.rollback",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, stageName, targetPipelineExecutionId },
    },
    send: () => sendRollback(target.clients, { pipelineName: pipeline.name, stageName, targetPipelineExecutionId }),
    keep: (_transaction, id) => ({ value: id, detail: { pipelineExecutionId: id } }),
  });
  await syncSoon(target, { pipelineName: pipeline.name, pipelineExecutionId });
  return { pipelineExecutionId };
}
