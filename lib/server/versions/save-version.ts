import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { PipelineVersionSummary } from "@/lib/contracts/pipeline-version";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { announceChanges } from "@/lib/db/live-changes";
import { addPipelineVersion } from "@/lib/db/pipeline-versions";
import { sharedDb } from "@/lib/db/shared-client";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { requireEditablePipeline } from "@/lib/server/drafts/get-editable-pipeline";
import { versionToContract } from "./version-contract";

/** Keeps a declaration under the next version number, with a message that says what changed. */
export async function saveVersion(
  viewer: Viewer,
  address: PipelineAddress,
  { message, declaration }: { readonly message: string; readonly declaration: PipelineDeclaration },
): Promise<PipelineVersionSummary> {
  authorize(viewer, "edit");
  return sharedDb().$transaction(async (transaction) => {
    const { pipelineId, pipelineName } = await requireEditablePipeline(transaction, address);
    const version = await addPipelineVersion(transaction, { pipelineId, message, declaration, author: viewer });
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "version.save",
      subjectType: "pipeline",
      subjectId: pipelineId,
      detail: { pipelineName, number: version.number, message },
    });
    await announceChanges(transaction, [["pipelines", address.connection, address.pipelineName, "versions"]]);
    return versionToContract(version);
  });
}
