import {
  getExecutionDetails,
  listActionExecutions,
  listActionsOfExecution,
  listExecutions,
} from "@/lib/aws/executions";
import { type KnownExecution, listKnownExecutions, listUnfinishedExecutions } from "@/lib/db/execution-writes";
import type { ExecutionRecord } from "@/lib/pipeline/execution-record";
import { storeReading } from "./store-reading";
import { readState } from "./sync-execution";
import type { SyncTarget } from "./sync-target";

interface SyncedPipeline {
  readonly id: string;
  readonly name: string;
  /** Its whole history was listed once; until then every page is read, so that an interrupted import goes on. */
  readonly hasWholeHistory: boolean;
}

/** Up to this many executions are read one by one; for more it takes fewer calls to read all actions in pages. */
const MOST_READ_SINGLY = 10;

/**
 * Copies what is new in a pipeline's history: pages from the newest on until nothing in a page is news and every
 * execution that was running has been seen again; then the actions of what changed.
 */
export async function syncHistory(target: SyncTarget, pipeline: SyncedPipeline): Promise<void> {
  const readAt = target.clock.now();
  const listed = await listNews(target, pipeline);
  const { running, withoutDetails } = await listUnfinishedExecutions(target.db, pipeline.id);
  const pending = [...new Set([...running, ...withoutDetails])];
  if (pending.length > MOST_READ_SINGLY) await readActionPages(target, pipeline, new Set(pending));
  else for (const id of pending) await readDetails(target, pipeline, { id, listed: listed.get(id) });
  const state = await readState(target, pipeline.name);
  await storeReading(target, { pipeline, readAt, state });
}

async function listNews(target: SyncTarget, pipeline: SyncedPipeline): Promise<Map<string, ExecutionRecord>> {
  const { db, clients, clock } = target;
  const unseen = new Set((await listUnfinishedExecutions(db, pipeline.id)).running);
  const news = new Map<string, ExecutionRecord>();
  let nextToken: string | null = null;
  let isCaughtUp = false;
  do {
    const readAt = clock.now();
    const page: Awaited<ReturnType<typeof listExecutions>> = await listExecutions(clients, {
      pipelineName: pipeline.name,
      ...(nextToken ? { nextToken } : {}),
    });
    const pipelineExecutionIds = page.items.map(({ pipelineExecutionId }) => pipelineExecutionId);
    const known = await listKnownExecutions(db, { pipelineId: pipeline.id, pipelineExecutionIds });
    const changed = page.items.filter((item) => isNews(item, known.get(item.pipelineExecutionId)));
    if (changed.length > 0) await storeReading(target, { pipeline, readAt, executions: changed });
    for (const item of page.items) {
      unseen.delete(item.pipelineExecutionId);
      if (changed.includes(item)) news.set(item.pipelineExecutionId, item);
    }
    isCaughtUp = pipeline.hasWholeHistory && changed.length === 0 && unseen.size === 0;
    nextToken = page.nextToken;
  } while (nextToken && !isCaughtUp);
  return news;
}

function isNews(item: ExecutionRecord, known: KnownExecution | undefined): boolean {
  return known?.status !== item.status || known.lastUpdatedAt !== item.lastUpdatedAt;
}

async function readDetails(
  target: SyncTarget,
  pipeline: SyncedPipeline,
  { id, listed }: { id: string; listed: ExecutionRecord | undefined },
): Promise<void> {
  const readAt = target.clock.now();
  const address = { pipelineName: pipeline.name, pipelineExecutionId: id };
  const [{ pipelineVersion, variables }, actions] = await Promise.all([
    getExecutionDetails(target.clients, address),
    listActionsOfExecution(target.clients, address),
  ]);
  await storeReading(target, {
    pipeline,
    readAt,
    executions: listed ? [listed] : [],
    actions,
    details: [{ pipelineExecutionId: id, pipelineVersion, variables }],
  });
}

/** Reads the pipeline's actions newest first and keeps those of `pending`, which are detailed once the last page is in. */
async function readActionPages(
  target: SyncTarget,
  pipeline: SyncedPipeline,
  pending: ReadonlySet<string>,
): Promise<void> {
  const readAt = target.clock.now();
  let nextToken: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listActionExecutions>> = await listActionExecutions(target.clients, {
      pipelineName: pipeline.name,
      ...(nextToken ? { nextToken } : {}),
    });
    const actions = page.items.filter(({ pipelineExecutionId }) => pending.has(pipelineExecutionId));
    nextToken = page.nextToken;
    await storeReading(target, { pipeline, readAt, actions, detailed: nextToken ? [] : [...pending] });
  } while (nextToken);
}
