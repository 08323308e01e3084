import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { announceChanges } from "@/lib/db/live-changes";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { deleteDraft } from "@/lib/db/drafts";
import { deleteUnpublishedPipeline } from "@/lib/db/new-pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { requireEditablePipeline } from "./get-editable-pipeline";

/** Drops the draft. A pipeline that was never published goes with it, because nothing else of it exists. */
export async function discardDraft(viewer: Viewer, address: PipelineAddress): Promise<{ wasUnpublished: boolean }> {
  authorize(viewer, "edit");
  return sharedDb().$transaction(async (transaction) => {
    const { pipelineId, pipelineName } = await requireEditablePipeline(transaction, address);
    const wasUnpublished = await deleteUnpublishedPipeline(transaction, pipelineId);
    if (!wasUnpublished) await deleteDraft(transaction, pipelineId);
    const pipeline = ["pipelines", address.connection, address.pipelineName];
    await announceChanges(transaction, [
      [...pipeline, "draft"],
      pipeline,
      ["fleet", ...pipeline.slice(1)],
      ["pipelines"],
    ]);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "draft.discard",
      subjectType: "pipeline",
      subjectId: pipelineId,
      detail: { pipelineName, wasUnpublished },
    });
    return { wasUnpublished };
  });
}
