import "server-only";
import { overrideStageCondition as sendOverride } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { OverrideStageConditionInput } from "@/lib/contracts/stage-condition";
import { sharedDb } from "@/lib/db/shared-client";
import { nothing, sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";
import { syncSoon } from "./sync-soon";

/** Lets an execution past a failed condition of a stage. */
export async function overrideStageCondition(
  viewer: Viewer,
  { stageName, ...address }: ExecutionAddress & { readonly stageName: string },
  { conditionType }: OverrideStageConditionInput,
): Promise<{ pipelineExecutionId: string }> {
  authorize(viewer, "operate");
  const db = sharedDb();
  const { pipelineExecutionId } = address;
  const pipeline = await requireLivePipeline(db, address);
  const target = await requireTarget(db, address.connection);
  await sendAudited(db, {
    entry: {
      actor: viewer,
      action: "condition.override",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, stageName, conditionType },
    },
    send: () =>
      sendOverride(target.clients, { pipelineName: pipeline.name, pipelineExecutionId, stageName, conditionType }),
    keep: nothing,
  });
  await syncSoon(target, address);
  return { pipelineExecutionId };
}
