import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { announceChanges } from "@/lib/db/live-changes";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { putDefinitionMetadata } from "@/lib/db/definition-metadata";
import { insertDraft } from "@/lib/db/drafts";
import { claimPipelineName } from "@/lib/db/new-pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import type { DefinitionMetadata } from "@/lib/pipeline/formats/metadata";
import { withoutSecrets } from "@/lib/pipeline/formats/without-secrets";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";

/**
 * Begins a pipeline that so far exists only here; publishing creates it in its connection.
 * @throws PenstockError `not_found` for an unknown connection, `conflict` for a name that is taken there
 */
export async function createDraft(
  viewer: Viewer,
  {
    connection,
    declaration,
    metadata,
  }: {
    readonly connection: string;
    readonly declaration: PipelineDeclaration;
    /** What an import kept beside the declaration. */
    readonly metadata?: DefinitionMetadata;
  },
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
    if (metadata) await putDefinitionMetadata(transaction, pipelineId, withoutSecrets(metadata));
    await announceChanges(transaction, [
      ["pipelines", connection, declaration.name],
      ["fleet", connection, declaration.name],
      ["pipelines"],
    ]);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "pipeline.draft",
      subjectType: "pipeline",
      subjectId: pipelineId,
      detail: { connection, pipelineName: declaration.name },
    });
  });
}
