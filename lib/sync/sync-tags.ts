import { listPipelineTags } from "@/lib/aws/pipeline-tags";
import { getPipeline } from "@/lib/aws/pipelines";
import { announceChanges } from "@/lib/db/live-changes";
import { listPipelinesWithOldTags, storeReadTags } from "@/lib/db/pipeline-tags";
import { PenstockError } from "@/lib/errors";
import type { Tag } from "@/lib/pipeline/validation/tags";
import type { SyncTarget } from "./sync-target";

/** No event tells of a tag that was set elsewhere, and each takes two calls to find out. */
const TAGS_FRESH_FOR_MS = 15 * 60_000;
const PIPELINES_PER_PASS = 20;

/** Reads the tags of pipelines whose were not read for a while, the longest unread first. */
export async function syncOldTags(target: SyncTarget): Promise<void> {
  const { db, connection, clients, clock } = target;
  const old = await listPipelinesWithOldTags(db, {
    connectionId: connection.id,
    readBefore: clock.now() - TAGS_FRESH_FOR_MS,
    limit: PIPELINES_PER_PASS,
  });
  for (const pipeline of old) {
    const live = await unlessRefused(() => getPipeline(clients, { name: pipeline.name }));
    await syncTags(target, pipeline, live?.pipelineArn ?? null);
  }
}

/**
 * Copies the tags of a pipeline. Where the connection does not tell them, because its role may not read tags or its
 * endpoint has none, what is known stays. @throws PenstockError `throttled`
 */
export async function syncTags(
  { db, connection, clients, clock }: SyncTarget,
  pipeline: { readonly id: string; readonly name: string },
  pipelineArn: string | null,
): Promise<void> {
  const readAt = clock.now();
  const tags = pipelineArn === null ? null : await unlessRefused(() => listPipelineTags(clients, pipelineArn));
  await db.$transaction(async (transaction) => {
    const isNew = await storeReadTags(transaction, { pipelineId: pipeline.id, tags: tags && sorted(tags), readAt });
    if (!isNew) return;
    await announceChanges(transaction, [
      ["fleet", connection.slug, pipeline.name],
      ["pipelines", connection.slug, pipeline.name, "tags"],
    ]);
  });
}

async function unlessRefused<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PenstockError && error.code !== "throttled") return null;
    throw error;
  }
}

/** The service tells them in no order; the same tags are to be stored the same. */
function sorted(tags: readonly Tag[]): readonly Tag[] {
  return tags.toSorted((one, other) => (one.key < other.key ? -1 : 1));
}
