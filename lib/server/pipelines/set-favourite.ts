import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { setFavourite as storeFavourite } from "@/lib/db/pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { requirePipeline } from "./require-pipeline";

/** Marks a pipeline as one the viewer looks at often, for the viewer alone. */
export async function setFavourite(
  viewer: Viewer,
  address: PipelineAddress,
  { isFavourite }: { readonly isFavourite: boolean },
): Promise<void> {
  authorize(viewer, "view");
  await sharedDb().$transaction(async (transaction) => {
    const { id } = await requirePipeline(transaction, address);
    await storeFavourite(transaction, { userId: viewer.id, pipelineId: id, isFavourite });
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: isFavourite ? "pipeline.favourite" : "pipeline.unfavourite",
      subjectType: "pipeline",
      subjectId: id,
      detail: { ...address },
    });
  });
}
