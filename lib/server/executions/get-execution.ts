import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { listActionExecutions, listTypicalDurations } from "@/lib/db/action-executions";
import { listWaitingApprovals } from "@/lib/db/approvals";
import type { Db } from "@/lib/db/client";
import { findExecutionStarter } from "@/lib/db/execution-starter";
import { findExecution, findNeighbours, type StoredExecution } from "@/lib/db/executions";
import { findPublishedDeclaration } from "@/lib/db/pipeline-versions";
import type { StoredPipeline } from "@/lib/db/pipelines";
import { shareRead } from "@/lib/db/share-reads";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { type ApprovalFacts, approvalsFor, readApprovalFacts } from "@/lib/server/approvals/describe-approvals";
import { requireConnection, requireTarget } from "@/lib/server/connections/require-connection";
import { isoOrNull } from "@/lib/server/iso";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";
import { syncKnownExecution } from "@/lib/sync/run-jobs";
import { executionToContract } from "./execution-contract";
import { executionStages } from "./execution-stages";

const MOST_APPROVALS = 100;

/** Everything about one execution but its logs. @throws PenstockError `not_found` */
export async function getExecution(viewer: Viewer, address: ExecutionAddress): Promise<ExecutionDetail> {
  authorize(viewer, "view");
  const { connection, pipelineName, pipelineExecutionId } = address;
  const key = JSON.stringify(["execution", connection, pipelineName, pipelineExecutionId]);
  const { waiting, ...detail } = await shareRead(key, () => readExecution(address));
  return { ...detail, approvals: approvalsFor(viewer, waiting) };
}

type SharedDetail = Omit<ExecutionDetail, "approvals"> & { readonly waiting: ApprovalFacts };

/** What is the same for everybody who looks at it. */
async function readExecution(address: ExecutionAddress): Promise<SharedDetail> {
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const run = await requireExecution(db, pipeline, address);
  const execution = { pipelineId: pipeline.id, pipelineExecutionId: run.pipelineExecutionId };
  const [actions, typicalDurations, waiting, neighbours, structure, startedBy] = await Promise.all([
    listActionExecutions(db, execution),
    listTypicalDurations(db, pipeline.id),
    listWaitingApprovals(db, { execution, limit: MOST_APPROVALS }),
    findNeighbours(db, { pipelineId: pipeline.id, startedAt: run.startedAt }),
    structureOf(db, pipeline, run.pipelineVersion),
    findExecutionStarter(db, { ...execution, startedAt: run.startedAt }),
  ]);
  const isStructureUnchanged = run.pipelineVersion === null || run.pipelineVersion === pipeline.liveVersion;
  return {
    ...executionToContract(run),
    isPipelineDeleted: pipeline.isDeleted,
    variables: [...(run.variables ?? [])],
    rollbackTargetId: run.rollbackTargetId,
    startedBy,
    ...structure,
    stages: executionStages({
      execution: run,
      declaration: structure.declaration,
      state: pipeline.state,
      actions,
      typicalDurations,
      isRetryPossible: isStructureUnchanged && pipeline.liveVersion !== null && !pipeline.isDemo,
    }),
    waiting: await readApprovalFacts(db, waiting),
    earlierExecutionId: neighbours.earlier,
    laterExecutionId: neighbours.later,
    syncedAt: isoOrNull(run.syncedAt),
  };
}

/** One that is not stored yet, or only as a line of a list, is read from the connection first. */
async function requireExecution(db: Db, pipeline: StoredPipeline, address: ExecutionAddress): Promise<StoredExecution> {
  const { pipelineExecutionId } = address;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(pipelineExecutionId)) throw unknownExecution(address);
  const find = () => findExecution(db, { pipelineId: pipeline.id, pipelineExecutionId });
  const stored = await find();
  if (stored?.syncedAt || (stored && (pipeline.isDemo || pipeline.liveVersion === null))) return stored;
  if (pipeline.isDemo || pipeline.liveVersion === null) throw unknownExecution(address);
  const { health } = await requireConnection(db, address.connection);
  // Nobody waits for a time-out to see what is stored.
  if (stored && health === "unreachable") return stored;
  try {
    await syncKnownExecution(await requireTarget(db, address.connection), address);
  } catch (error) {
    // What is stored is still worth showing while the connection cannot be read.
    if (stored && error instanceof PenstockError) return stored;
    throw error;
  }
  const found = await find();
  if (found) return found;
  throw unknownExecution(address);
}

function unknownExecution({ pipelineName, pipelineExecutionId }: ExecutionAddress): PenstockError {
  return new PenstockError(
    "not_found",
    `${pipelineName} has no execution ${pipelineExecutionId}. Look for it in the history.`,
  );
}

async function structureOf(
  db: Db,
  pipeline: StoredPipeline,
  pipelineVersion: number | null,
): Promise<Pick<ExecutionDetail, "declaration" | "declarationSource">> {
  if (pipelineVersion !== null && pipelineVersion !== pipeline.liveVersion) {
    const declaration = await findPublishedDeclaration(db, { pipelineId: pipeline.id, liveVersion: pipelineVersion });
    if (declaration) return { declaration, declarationSource: "pipelineVersion" };
  }
  const { liveDeclaration } = pipeline;
  if (!liveDeclaration) return { declaration: null, declarationSource: null };
  const isOwn = pipelineVersion === pipeline.liveVersion;
  return { declaration: liveDeclaration, declarationSource: isOwn ? "pipelineVersion" : "live" };
}
