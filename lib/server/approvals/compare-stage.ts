import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { StageComparison } from "@/lib/contracts/stage-comparison";
import { sharedDb } from "@/lib/db/shared-client";
import {
  type CarriedRevisions,
  findExecutionStart,
  findLastSuccessInStage,
  listCarriedRevisions,
} from "@/lib/db/stage-comparison";
import { PenstockError } from "@/lib/errors";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";

/** What this execution would change in a stage: for a person who decides whether it may. */
export async function compareStage(
  viewer: Viewer,
  address: ExecutionAddress,
  stageName: string,
): Promise<StageComparison> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const { pipelineExecutionId } = address;
  const until = await findExecutionStart(db, pipeline.id, pipelineExecutionId);
  if (until === null) {
    throw new PenstockError(
      "not_found",
      `Execution ${pipelineExecutionId} of ${address.pipelineName} is not known. Open the history of the pipeline.`,
    );
  }
  const stage = pipeline.liveDeclaration?.stages.find(({ name }) => name === stageName);
  const live = await findLastSuccessInStage(db, {
    pipelineId: pipeline.id,
    pipelineExecutionId,
    stageName,
    actionCount: stage?.actions.length ?? 1,
  });
  const ships = live ? await listCarriedRevisions(db, { pipelineId: pipeline.id, after: live.startedAt, until }) : [];
  return {
    live: live && { ...carried(live), succeededAt: new Date(live.succeededAt).toISOString() },
    ships: ships.map(carried),
  };
}

function carried({ pipelineExecutionId, startedAt, sourceRevisions }: CarriedRevisions) {
  return {
    pipelineExecutionId,
    startedAt: new Date(startedAt).toISOString(),
    sourceRevisions: [...sourceRevisions],
  };
}
