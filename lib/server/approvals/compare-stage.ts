import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { StageComparison } from "@/lib/contracts/stage-comparison";
import { listSourceActions } from "@/lib/db/approvals";
import type { DbOrTransaction } from "@/lib/db/client";
import { sharedDb } from "@/lib/db/shared-client";
import {
  type CarriedRevisions,
  findExecutionStart,
  findLastSuccessInStage,
  listCarriedRevisions,
} from "@/lib/db/stage-comparison";
import { PenstockError } from "@/lib/errors";
import { changeAuthors } from "@/lib/pipeline/approvals/change-authors";
import { iso } from "@/lib/server/iso";
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
  const authorsOf = await readAuthors(db, pipeline.id, [
    pipelineExecutionId,
    ...(live ? [live.pipelineExecutionId] : []),
    ...ships.map((one) => one.pipelineExecutionId),
  ]);
  return {
    authors: authorsOf(pipelineExecutionId),
    live: live && { ...carried(live, authorsOf), succeededAt: iso(live.succeededAt) },
    ships: ships.map((one) => carried(one, authorsOf)),
  };
}

type AuthorsOf = (pipelineExecutionId: string) => string[];

async function readAuthors(db: DbOrTransaction, pipelineId: string, ids: readonly string[]): Promise<AuthorsOf> {
  const sources = await listSourceActions(
    db,
    [...new Set(ids)].map((pipelineExecutionId) => ({ pipelineId, pipelineExecutionId })),
  );
  return (pipelineExecutionId) => {
    const { known } = changeAuthors(
      sources
        .filter((source) => source.pipelineExecutionId === pipelineExecutionId)
        .map(({ actionName, output }) => ({ actionName, outputVariables: output.outputVariables })),
    );
    return [...new Set(known.map(({ name, email }) => name ?? email ?? ""))];
  };
}

function carried({ pipelineExecutionId, startedAt, sourceRevisions }: CarriedRevisions, authorsOf: AuthorsOf) {
  return {
    pipelineExecutionId,
    startedAt: iso(startedAt),
    sourceRevisions: [...sourceRevisions],
    authors: authorsOf(pipelineExecutionId),
  };
}
