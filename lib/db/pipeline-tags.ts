import { z } from "zod";
import type { Tag } from "@/lib/pipeline/validation/tags";
import type { DbOrTransaction } from "./client";

const tags = z.array(z.object({ key: z.string(), value: z.string() }));

/** @returns null while none were read or set here */
export async function findPipelineTags(db: DbOrTransaction, pipelineId: string): Promise<readonly Tag[] | null> {
  const row = await db.pipeline.findUnique({ where: { id: pipelineId }, select: { tags: true } });
  return row?.tags ? tags.parse(row.tags) : null;
}

/** Tags as they were just set. */
export async function storePipelineTags(
  db: DbOrTransaction,
  { pipelineId, tags: next }: { readonly pipelineId: string; readonly tags: readonly Tag[] },
): Promise<void> {
  const data = { tags: next.map(({ key, value }) => ({ key, value })), tagsReadAt: new Date() };
  await db.pipeline.update({ where: { id: pipelineId }, data, select: { id: true } });
}

/**
 * Tags as they were read at `readAt`; null when they could not be, which is remembered too. Nothing that was set or
 * read later is undone. @returns true when they differ from what was known
 */
export async function storeReadTags(
  db: DbOrTransaction,
  { pipelineId, tags: read, readAt }: { pipelineId: string; tags: readonly Tag[] | null; readAt: number },
): Promise<boolean> {
  const text = read && JSON.stringify(read.map(({ key, value }) => ({ key, value })));
  const changed = await db.$executeRaw`
    UPDATE pipeline SET tags = ${text}::jsonb
    WHERE id = ${pipelineId}::uuid AND ${text}::jsonb IS NOT NULL AND coalesce(tags_read_at, 'epoch') <= ${new Date(readAt)}
      AND coalesce(tags, '[]') IS DISTINCT FROM ${text}::jsonb`;
  await db.$executeRaw`
    UPDATE pipeline SET tags_read_at = ${new Date(readAt)}
    WHERE id = ${pipelineId}::uuid AND coalesce(tags_read_at, 'epoch') < ${new Date(readAt)}`;
  return changed > 0;
}

/** Live pipelines of a connection whose tags were last read before `readBefore`, the longest unread first. */
export async function listPipelinesWithOldTags(
  db: DbOrTransaction,
  { connectionId, readBefore, limit }: { connectionId: string; readBefore: number; limit: number },
): Promise<{ id: string; name: string }[]> {
  return db.pipeline.findMany({
    where: {
      connectionId,
      deletedAt: null,
      liveVersion: { not: null },
      OR: [{ tagsReadAt: null }, { tagsReadAt: { lt: new Date(readBefore) } }],
    },
    orderBy: { tagsReadAt: { sort: "asc", nulls: "first" } },
    select: { id: true, name: true },
    take: limit,
  });
}
