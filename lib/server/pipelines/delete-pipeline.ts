import "server-only";
import { deletePipeline as sendDeletion } from "@/lib/aws/pipelines";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { deleteDraft } from "@/lib/db/drafts";
import { announceChanges } from "@/lib/db/live-changes";
import { markPipelinesDeleted } from "@/lib/db/pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireLivePipeline } from "./require-pipeline";

/** Deletes the pipeline in its connection, and its draft. Its versions and its history stay readable. */
export async function deletePipeline(viewer: Viewer, address: PipelineAddress): Promise<void> {
  authorize(viewer, "edit");
  const db = sharedDb();
  const pipeline = await requireLivePipeline(db, address);
  const target = await requireTarget(db, address.connection);
  await sendAudited(db, {
    entry: {
      actor: viewer,
      action: "pipeline.delete",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, liveVersion: pipeline.liveVersion },
    },
    send: () => sendDeletion(target.clients, pipeline.name),
    async keep(transaction) {
      await deleteDraft(transaction, pipeline.id);
      await markPipelinesDeleted(transaction, [pipeline.id]);
      const key = ["pipelines", address.connection, pipeline.name];
      await announceChanges(transaction, [
        ["fleet", ...key.slice(1)],
        ["pipelines"],
        ["overview"],
        ["approvals"],
        ["connections"],
        key,
        [...key, "draft"],
      ]);
      return { value: null };
    },
  });
}
