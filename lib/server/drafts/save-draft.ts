import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { DraftConflict, DraftToSave, SavedDraft } from "@/lib/contracts/draft";
import { announceChanges } from "@/lib/db/live-changes";
import { recordAuditEvent } from "@/lib/db/audit-events";
import type { DbOrTransaction } from "@/lib/db/client";
import { insertDraft, replaceDraft, type EditablePipelineRow } from "@/lib/db/drafts";
import { addPipelineVersion } from "@/lib/db/pipeline-versions";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { draftToContract, liveToContract } from "./draft-contract";
import { requireEditablePipeline } from "./get-editable-pipeline";

/**
 * Stores the draft if the stored one is still the one the person edited.
 * @throws PenstockError `conflict` with the stored draft as `details.data`, so that the later saver can merge
 */
export async function saveDraft(viewer: Viewer, address: PipelineAddress, save: DraftToSave): Promise<SavedDraft> {
  authorize(viewer, "edit");
  if (save.declaration.name !== address.pipelineName) {
    throw new PenstockError(
      "invalid_input",
      `A pipeline keeps its name: this is ${address.pipelineName}. To rename it, create a new pipeline from this one.`,
    );
  }
  return sharedDb().$transaction(async (transaction) => {
    const pipeline = await requireEditablePipeline(transaction, address);
    const at = new Date();
    const isStored = await storeDraft(transaction, { viewer, pipeline, save, at });
    if (!isStored) throw draftConflict(await requireEditablePipeline(transaction, address));
    if (save.keepReplaced && pipeline.draft) await keepAsVersion(transaction, viewer, pipeline);
    await announceChanges(transaction, changedKeys(address, save));
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "draft.save",
      subjectType: "pipeline",
      subjectId: pipeline.pipelineId,
      detail: { pipelineName: pipeline.pipelineName, revision: save.expectedRevision + 1 },
    });
    return {
      declaration: save.declaration,
      revision: save.expectedRevision + 1,
      baseLiveVersion: save.baseLiveVersion,
      updatedAt: at.toISOString(),
      updatedByName: viewer.name,
    };
  });
}

/** Lists only tell whether there is a draft, so they need no news of its every save. */
function changedKeys({ connection, pipelineName }: PipelineAddress, save: DraftToSave): string[][] {
  const pipeline = ["pipelines", connection, pipelineName];
  return save.expectedRevision === 0
    ? [[...pipeline, "draft"], pipeline, ["fleet", ...pipeline.slice(1)]]
    : [[...pipeline, "draft"]];
}

interface Storing {
  readonly viewer: Viewer;
  readonly pipeline: EditablePipelineRow;
  readonly save: DraftToSave;
  readonly at: Date;
}

async function storeDraft(transaction: DbOrTransaction, { viewer, pipeline, save, at }: Storing): Promise<boolean> {
  const { declaration, baseLiveVersion, expectedRevision } = save;
  const write = { pipelineId: pipeline.pipelineId, declaration, baseLiveVersion, author: viewer, at };
  return expectedRevision === 0
    ? insertDraft(transaction, write)
    : replaceDraft(transaction, { ...write, expectedRevision });
}

async function keepAsVersion(
  transaction: DbOrTransaction,
  viewer: Viewer,
  { pipelineId, draft }: EditablePipelineRow,
): Promise<void> {
  if (!draft) return;
  const message = `Draft saved by ${draft.updatedByName}, kept when ${viewer.name} replaced it`;
  await addPipelineVersion(transaction, { pipelineId, message, declaration: draft.declaration, author: viewer });
}

function draftConflict(stored: EditablePipelineRow): PenstockError {
  const data: DraftConflict = { draft: draftToContract(stored.draft), live: liveToContract(stored.live) };
  const message = stored.draft
    ? `${stored.draft.updatedByName} saved this draft while you were editing. Your changes are kept; merge them or choose a side.`
    : "This draft was published or discarded while you were editing. Your changes are kept; merge them or choose a side.";
  return new PenstockError("conflict", message, { details: { data } });
}
