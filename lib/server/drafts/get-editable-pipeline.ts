import "server-only";
import { can } from "@/lib/auth/permissions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { EditablePipeline } from "@/lib/contracts/draft";
import { findEditablePipeline, type EditablePipelineRow } from "@/lib/db/drafts";
import type { DbOrTransaction } from "@/lib/db/client";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { draftToContract, liveToContract } from "./draft-contract";

/** What the editor opens with. @throws PenstockError `not_found` */
export async function getEditablePipeline(viewer: Viewer, address: PipelineAddress): Promise<EditablePipeline> {
  authorize(viewer, "view");
  const row = await requireEditablePipeline(sharedDb(), address);
  return {
    connection: row.connection,
    pipelineName: row.pipelineName,
    live: liveToContract(row.live),
    draft: draftToContract(row.draft),
    metadata: row.metadata,
    canEdit: can(viewer.role, "edit"),
  };
}

/** @throws PenstockError `not_found` */
export async function requireEditablePipeline(
  db: DbOrTransaction,
  { connection, pipelineName }: PipelineAddress,
): Promise<EditablePipelineRow> {
  const row = await findEditablePipeline(db, connection, pipelineName);
  if (row) return row;
  throw new PenstockError(
    "not_found",
    `There is no pipeline "${pipelineName}" in connection "${connection}". It may have been deleted; look in the pipelines list.`,
  );
}
