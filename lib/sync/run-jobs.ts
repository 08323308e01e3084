import type { Db } from "@/lib/db/client";
import { findConnectionById } from "@/lib/db/connections";
import { findPipelineToSync, type PipelineToSync } from "@/lib/db/pipelines";
import type { SyncConnectionJob, SyncExecutionJob } from "./jobs";
import { syncConnection } from "./sync-connection";
import { syncExecution } from "./sync-execution";
import { syncHistory } from "./sync-history";
import { syncLivePipeline } from "./sync-live";
import { type SyncTarget, syncTarget } from "./sync-target";

/** A connection that was removed meanwhile needs nothing more. */
export async function runSyncConnection(db: Db, { connectionId }: SyncConnectionJob): Promise<void> {
  const connection = await findConnectionById(db, connectionId);
  if (connection && !connection.isDemo) await syncConnection(syncTarget(db, connection));
}

export async function runSyncExecution(db: Db, job: SyncExecutionJob): Promise<void> {
  const connection = await findConnectionById(db, job.connectionId);
  if (!connection || connection.isDemo) return;
  await syncKnownExecution(syncTarget(db, connection), job);
}

/**
 * Brings one execution up to date, after first adding its pipeline where that is new. As long as the pipeline's
 * history was never listed whole, all of it is.
 */
export async function syncKnownExecution(
  target: SyncTarget,
  { pipelineName, pipelineExecutionId }: { pipelineName: string; pipelineExecutionId: string },
): Promise<void> {
  const pipeline = await findOrReadPipeline(target, pipelineName);
  if (!pipeline) return;
  if (pipeline.hasWholeHistory) await syncExecution(target, pipeline, pipelineExecutionId);
  else await syncHistory(target, pipeline);
}

/** Brings a pipeline's history and gates up to date, after first adding it where it is new. */
export async function syncKnownPipeline(target: SyncTarget, pipelineName: string): Promise<void> {
  const pipeline = await findOrReadPipeline(target, pipelineName);
  if (pipeline) await syncHistory(target, pipeline);
}

async function findOrReadPipeline(target: SyncTarget, name: string): Promise<PipelineToSync | null> {
  const address = { connectionId: target.connection.id, name };
  const known = await findPipelineToSync(target.db, address);
  if (known) return known;
  await syncLivePipeline(target, name);
  return findPipelineToSync(target.db, address);
}
