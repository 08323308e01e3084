import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { announceChanges } from "@/lib/db/live-changes";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { insertDraft } from "@/lib/db/drafts";
import { claimPipelineName } from "@/lib/db/new-pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";

/**
 * Begins a pipeline that so far exists only here; publishing creates it in its connection.
 * @throws PenstockError `not_found` for an unknown connection, `conflict` for a name that is taken there
 */
export async function createDraft(
  viewer: Viewer,
  { connection, declaration }: { readonly connection: string; readonly declaration: PipelineDeclaration },
): Promise<void> {
  authorize(viewer, "edit");
  await sharedDb().$transaction(async (transaction) => {
    const claim = await claimPipelineName(transaction, connection, declaration.name);
    if (claim.outcome === "no-connection") {
      throw new PenstockError("not_found", `There is no connection "${connection}". Choose one under Connections.`);
    }
    if (claim.outcome === "taken") {
      throw new PenstockError(
        "conflict",
        `${claim.connectionName} already has a pipeline named ${declaration.name}. Choose another name, or open that one.`,
      );
    }
    const { pipelineId } = claim;
    await insertDraft(transaction, {
      pipelineId,
      declaration,
      baseLiveVersion: null,
      author: viewer,
      at: new Date(),
    });
    await announceChanges(transaction, [["pipelines", connection, declaration.name], ["fleet"]]);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "pipeline.draft",
      subjectType: "pipeline",
      subjectId: pipelineId,
      detail: { connection, pipelineName: declaration.name },
    });
  });
}
