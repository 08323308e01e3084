import "server-only";
import { listExecutions } from "@/lib/aws/executions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { RollbackTargets } from "@/lib/contracts/rollback-stage";
import { sharedDb } from "@/lib/db/shared-client";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { iso } from "@/lib/server/iso";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";

/** The executions that succeeded in a stage on the current structure, as the connection lists them. */
export async function listRollbackTargets(
  viewer: Viewer,
  { stageName, ...address }: PipelineAddress & { readonly stageName: string },
): Promise<RollbackTargets> {
  authorize(viewer, "operate");
  const db = sharedDb();
  const pipeline = await requireLivePipeline(db, address);
  const { clients } = await requireTarget(db, address.connection);
  const { items } = await listExecutions(clients, { pipelineName: pipeline.name, succeededInStage: stageName });
  return {
    targets: items.map(({ pipelineExecutionId, startedAt, sourceRevisions, executionType }) => ({
      pipelineExecutionId,
      startedAt: iso(startedAt),
      sourceRevisions: [...sourceRevisions],
      isRollback: executionType === "ROLLBACK",
    })),
  };
}
