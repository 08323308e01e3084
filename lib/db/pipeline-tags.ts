import { z } from "zod";
import type { Tag } from "@/lib/pipeline/validation/tags";
import type { DbOrTransaction } from "./client";

const tags = z.array(z.object({ key: z.string(), value: z.string() }));

/** @returns null while nobody has set any here */
export async function findPipelineTags(db: DbOrTransaction, pipelineId: string): Promise<readonly Tag[] | null> {
  const row = await db.pipeline.findUnique({ where: { id: pipelineId }, select: { tags: true } });
  return row?.tags ? tags.parse(row.tags) : null;
}

export async function storePipelineTags(
  db: DbOrTransaction,
  { pipelineId, tags: next }: { readonly pipelineId: string; readonly tags: readonly Tag[] },
): Promise<void> {
  const data = { tags: next.map(({ key, value }) => ({ key, value })) };
  await db.pipeline.update({ where: { id: pipelineId }, data, select: { id: true } });
}
