import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { putDefinitionMetadata } from "@/lib/db/definition-metadata";
import { announceChanges } from "@/lib/db/live-changes";
import { sharedDb } from "@/lib/db/shared-client";
import { withoutSecrets } from "@/lib/pipeline/formats/without-secrets";
import type { DefinitionMetadata } from "@/lib/pipeline/formats/metadata";
import { requireEditablePipeline } from "./get-editable-pipeline";

/**
 * Keeps what an import left beside the declaration, for exports and for everyone who edits this pipeline.
 * @throws PenstockError `not_found`
 */
export async function keepMetadata(
  viewer: Viewer,
  address: PipelineAddress,
  metadata: DefinitionMetadata,
): Promise<void> {
  authorize(viewer, "edit");
  await sharedDb().$transaction(async (transaction) => {
    const pipeline = await requireEditablePipeline(transaction, address);
    await putDefinitionMetadata(transaction, pipeline.pipelineId, withoutSecrets(metadata));
    await announceChanges(transaction, [["pipelines", address.connection, address.pipelineName, "draft"]]);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "draft.import",
      subjectType: "pipeline",
      subjectId: pipeline.pipelineId,
      detail: { pipelineName: pipeline.pipelineName, expressions: metadata.expressions.length },
    });
  });
}
