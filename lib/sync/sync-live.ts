import { getPipeline, type ListedPipeline, listPipelines } from "@/lib/aws/pipelines";
import { announceChanges } from "@/lib/db/live-changes";
import { listLiveVersions, markPipelinesDeleted, storeLivePipeline } from "@/lib/db/pipelines";
import { syncTags } from "./sync-tags";
import type { SyncTarget } from "./sync-target";

/** Few enough not to be throttled, enough to import hundreds of pipelines while a person waits. */
const READ_AT_ONCE = 4;

/**
 * Brings the definitions in step with the connection: new and changed pipelines are read, those that are gone are
 * marked. @returns how many pipelines the connection has
 */
export async function syncLivePipelines(target: SyncTarget): Promise<number> {
  const { db, connection, clients } = target;
  const [listed, stored] = await Promise.all([listPipelines(clients), listLiveVersions(db, connection.id)]);
  const storedByName = new Map(stored.map((pipeline) => [pipeline.name, pipeline]));
  const changed = listed.filter(({ name, version }) => {
    const known = storedByName.get(name);
    return known?.liveVersion !== version || known.isDeleted;
  });
  const queue = [...changed];
  const readNext = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await syncLivePipeline(target, next.name);
  };
  await Promise.all(Array.from({ length: READ_AT_ONCE }, readNext));
  await markGone(target, { listed, stored });
  return listed.length;
}

/** Reads what is live of one pipeline. @returns its id in our tables, and the version that is live */
export async function syncLivePipeline(target: SyncTarget, name: string): Promise<{ id: string; version: number }> {
  const { db, connection, clients } = target;
  const { declaration, version, updatedAt, pipelineArn } = await getPipeline(clients, { name });
  const live = await db.$transaction(async (transaction) => {
    const stored = await storeLivePipeline(transaction, {
      connectionId: connection.id,
      name,
      version,
      declaration,
      updatedAt,
    });
    if (stored.isNew) await announceChanges(transaction, keysOfPipeline(connection.slug, name));
    return { id: stored.id, version };
  });
  await syncTags(target, { id: live.id, name }, pipelineArn);
  return live;
}

async function markGone(
  { db, connection }: SyncTarget,
  { listed, stored }: { listed: readonly ListedPipeline[]; stored: Awaited<ReturnType<typeof listLiveVersions>> },
): Promise<void> {
  const names = new Set(listed.map(({ name }) => name));
  const gone = stored.filter(
    ({ name, liveVersion, isDeleted }) => liveVersion !== null && !isDeleted && !names.has(name),
  );
  if (gone.length === 0) return;
  await db.$transaction(async (transaction) => {
    const ids = gone.map(({ id }) => id);
    await markPipelinesDeleted(transaction, ids);
    await announceChanges(
      transaction,
      // What waited for an approval there asks nobody any more.
      [["approvals"], ...gone.flatMap(({ name }) => keysOfPipeline(connection.slug, name))],
    );
  });
}

/** What shows a pipeline's definition: lists, the pipeline itself, its draft beside it. */
function keysOfPipeline(slug: string, name: string): string[][] {
  return [
    ["fleet", slug, name],
    ["pipelines"],
    ["overview"],
    ["connections"],
    ["pipelines", slug, name],
    ["local-resources"],
  ];
}
