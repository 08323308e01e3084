import type { Db } from "@/lib/db/client";
import { findConnectionById } from "@/lib/db/connections";
import { findPipelineToSync } from "@/lib/db/pipelines";
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
  const address = { connectionId: target.connection.id, name: pipelineName };
  let pipeline = await findPipelineToSync(target.db, address);
  if (!pipeline) {
    await syncLivePipeline(target, pipelineName);
    pipeline = await findPipelineToSync(target.db, address);
  }
  if (!pipeline) return;
  if (pipeline.hasWholeHistory) await syncExecution(target, pipeline, pipelineExecutionId);
  else await syncHistory(target, pipeline);
}
