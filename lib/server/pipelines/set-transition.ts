import "server-only";
import { setTransition as sendTransition } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { TransitionInput } from "@/lib/contracts/transition";
import { sharedDb } from "@/lib/db/shared-client";
import { nothing, sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireLivePipeline } from "./require-pipeline";
import { syncPipelineSoon } from "./sync-pipeline-soon";

/** Opens or shuts the gate into a stage. Work already inside goes on. */
export async function setTransition(viewer: Viewer, address: PipelineAddress, input: TransitionInput): Promise<void> {
  authorize(viewer, "operate");
  const db = sharedDb();
  const pipeline = await requireLivePipeline(db, address);
  const target = await requireTarget(db, address.connection);
  await sendAudited(db, {
    entry: {
      actor: viewer,
      action: input.enabled ? "transition.enable" : "transition.disable",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, stageName: input.stageName, ...(input.enabled ? {} : { reason: input.reason }) },
    },
    send: () => sendTransition(target.clients, { pipelineName: pipeline.name, ...input }),
    keep: nothing,
  });
  await syncPipelineSoon(target, pipeline.name);
}
