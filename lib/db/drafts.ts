import { pipelineDeclaration, type PipelineDeclaration } from "@/lib/pipeline/declaration";
import { definitionMetadata, NO_METADATA, type DefinitionMetadata } from "@/lib/pipeline/formats/metadata";
import type { DbOrTransaction } from "./client";
import { declarationJson } from "./declaration-json";

export interface StoredDraft {
  readonly declaration: PipelineDeclaration;
  readonly revision: number;
  readonly baseLiveVersion: number | null;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  readonly updatedByName: string;
}

export interface EditablePipelineRow {
  readonly pipelineId: string;
  readonly pipelineName: string;
  readonly connection: { slug: string; name: string; region: string; isDemo: boolean };
  readonly live: {
    readonly version: number;
    readonly declaration: PipelineDeclaration;
    readonly updatedAt: number | null;
  } | null;
  readonly draft: StoredDraft | null;
  readonly metadata: DefinitionMetadata;
}

interface DraftWrite {
  readonly pipelineId: string;
  readonly declaration: PipelineDeclaration;
  readonly baseLiveVersion: number | null;
  readonly author: { readonly id: string; readonly name: string };
  readonly at: Date;
}

/** A pipeline with what is live and what is drafted; null when the connection has no such pipeline. */
export async function findEditablePipeline(
  db: DbOrTransaction,
  connectionSlug: string,
  pipelineName: string,
): Promise<EditablePipelineRow | null> {
  const row = await db.pipeline.findFirst({
    where: { name: pipelineName, deletedAt: null, connection: { slug: connectionSlug } },
    select: {
      id: true,
      name: true,
      liveVersion: true,
      liveDeclaration: true,
      liveUpdatedAt: true,
      connection: { select: { slug: true, name: true, region: true, isDemo: true } },
      metadata: { select: { metadata: true } },
      draft: {
        select: { declaration: true, revision: true, baseLiveVersion: true, updatedAt: true, updatedByName: true },
      },
    },
  });
  if (!row) return null;
  return {
    pipelineId: row.id,
    pipelineName: row.name,
    connection: row.connection,
    live:
      row.liveVersion === null || row.liveDeclaration === null
        ? null
        : {
            version: row.liveVersion,
            declaration: pipelineDeclaration.parse(row.liveDeclaration),
            updatedAt: row.liveUpdatedAt?.getTime() ?? null,
          },
    draft: row.draft && {
      ...row.draft,
      declaration: pipelineDeclaration.parse(row.draft.declaration),
      updatedAt: row.draft.updatedAt.getTime(),
    },
    metadata: row.metadata ? definitionMetadata.parse(row.metadata.metadata) : NO_METADATA,
  };
}

/**
 * Stores the first draft of a pipeline.
 * @returns false when there is one already, and then nothing is written
 */
export async function insertDraft(transaction: DbOrTransaction, write: DraftWrite): Promise<boolean> {
  const { count } = await transaction.draft.createMany({
    data: [{ pipelineId: write.pipelineId, revision: 1, ...columns(write) }],
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * Replaces the draft that has `expectedRevision` on the same base. The base counts too, because publishing removes a
 * draft and the next one starts again at revision 1.
 * @returns false when the stored draft is another one, and then nothing is written
 */
export async function replaceDraft(
  transaction: DbOrTransaction,
  write: DraftWrite & { readonly expectedRevision: number },
): Promise<boolean> {
  const { count } = await transaction.draft.updateMany({
    where: {
      pipelineId: write.pipelineId,
      revision: write.expectedRevision,
      baseLiveVersion: write.baseLiveVersion,
    },
    data: { revision: write.expectedRevision + 1, ...columns(write) },
  });
  return count === 1;
}

/** Removes the draft, for instance because it has just become live. */
export async function deleteDraft(transaction: DbOrTransaction, pipelineId: string): Promise<void> {
  await transaction.draft.deleteMany({ where: { pipelineId } });
}

function columns(write: DraftWrite) {
  return {
    declaration: declarationJson(write.declaration),
    baseLiveVersion: write.baseLiveVersion,
    updatedById: write.author.id,
    updatedByName: write.author.name,
    updatedAt: write.at,
  };
}

/** Removes the draft unless somebody has saved another revision of it meanwhile. */
export async function deleteDraftRevision(
  transaction: DbOrTransaction,
  { pipelineId, revision }: { pipelineId: string; revision: number },
): Promise<void> {
  await transaction.draft.deleteMany({ where: { pipelineId, revision } });
}
