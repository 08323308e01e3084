import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { StageComparison } from "@/lib/contracts/stage-comparison";
import { findPipeline } from "@/lib/db/pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import {
  type CarriedRevisions,
  findExecutionStart,
  findLastSuccessInStage,
  listCarriedRevisions,
} from "@/lib/db/stage-comparison";
import { PenstockError } from "@/lib/errors";

interface CompareStageInput {
  readonly connection: string;
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly stageName: string;
}

/** What this execution would change in a stage: for a person who decides whether it may. */
export async function compareStage(viewer: Viewer, input: CompareStageInput): Promise<StageComparison> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await findPipeline(db, input);
  const until = pipeline && (await findExecutionStart(db, pipeline.id, input.pipelineExecutionId));
  if (!pipeline || until === null) {
    throw new PenstockError(
      "not_found",
      `Execution ${input.pipelineExecutionId} of ${input.pipelineName} is not known. Open the history of the pipeline.`,
    );
  }
  const stage = pipeline.liveDeclaration?.stages.find(({ name }) => name === input.stageName);
  const live = await findLastSuccessInStage(db, {
    pipelineId: pipeline.id,
    pipelineExecutionId: input.pipelineExecutionId,
    stageName: input.stageName,
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
