import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import { listLatestExecutions } from "@/lib/db/executions";
import { isFavourite, type StoredPipeline } from "@/lib/db/pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { executionToContract } from "@/lib/server/executions/execution-contract";
import { isoOrNull } from "@/lib/server/iso";
import { requirePipeline } from "./require-pipeline";
import { transitionToContract } from "./transition-contract";

/** A pipeline as it stands. @throws PenstockError `not_found` */
export async function getPipeline(viewer: Viewer, address: PipelineAddress): Promise<PipelineDetail> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const [latest, favourite] = await Promise.all([
    listLatestExecutions(db, [pipeline.id]),
    isFavourite(db, { userId: viewer.id, pipelineId: pipeline.id }),
  ]);
  return {
    connection: pipeline.connection,
    connectionName: pipeline.connectionName,
    pipelineName: pipeline.name,
    isDemo: pipeline.isDemo,
    isFavourite: favourite,
    liveVersion: pipeline.liveVersion,
    liveDeclaration: pipeline.liveDeclaration,
    liveUpdatedAt: isoOrNull(pipeline.liveUpdatedAt),
    hasDraft: pipeline.hasDraft,
    isDeleted: pipeline.isDeleted,
    transitions: (pipeline.state?.stages ?? []).flatMap(({ stageName, transition }) =>
      transition ? [{ stageName, state: transitionToContract(transition) }] : [],
    ),
    stageExecutions: stageExecutions(pipeline),
    latestExecution: latest[0] ? executionToContract(latest[0]) : null,
    syncedAt: isoOrNull(pipeline.syncedAt),
  };
}

function stageExecutions({ liveDeclaration, state }: StoredPipeline): PipelineDetail["stageExecutions"] {
  if (liveDeclaration?.executionMode === "PARALLEL") return [];
  return (state?.stages ?? []).flatMap(({ stageName, latestExecution }) =>
    latestExecution ? [{ stageName, pipelineExecutionId: latestExecution.pipelineExecutionId }] : [],
  );
}
