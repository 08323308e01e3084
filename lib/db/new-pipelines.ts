import type { DbOrTransaction } from "./client";

type Claim =
  | { readonly outcome: "claimed"; readonly pipelineId: string }
  | { readonly outcome: "taken"; readonly connectionName: string }
  | { readonly outcome: "no-connection" };

/**
 * Makes the row of a pipeline that exists only as a draft. A name whose pipeline was deleted in the connection is free
 * again: its row, and so its history, is taken over.
 */
export async function claimPipelineName(
  transaction: DbOrTransaction,
  connectionSlug: string,
  pipelineName: string,
): Promise<Claim> {
  const connection = await transaction.connection.findUnique({
    where: { slug: connectionSlug },
    select: { id: true, name: true },
  });
  if (!connection) return { outcome: "no-connection" };
  const where = { connectionId: connection.id, name: pipelineName };
  const { count } = await transaction.pipeline.createMany({ data: [where], skipDuplicates: true });
  const row = await transaction.pipeline.findUniqueOrThrow({
    where: { connectionId_name: where },
    select: { id: true, deletedAt: true },
  });
  if (count === 0 && row.deletedAt === null) return { outcome: "taken", connectionName: connection.name };
  if (row.deletedAt !== null) {
    await transaction.draft.deleteMany({ where: { pipelineId: row.id } });
    await transaction.pipeline.update({
      where: { id: row.id },
      data: { deletedAt: null, liveVersion: null },
      select: { id: true },
    });
  }
  return { outcome: "claimed", pipelineId: row.id };
}

/** Removes a pipeline that was never published. @returns false when it is live, and then nothing is removed */
export async function deleteUnpublishedPipeline(transaction: DbOrTransaction, pipelineId: string): Promise<boolean> {
  const { count } = await transaction.pipeline.deleteMany({ where: { id: pipelineId, liveVersion: null } });
  return count === 1;
}
