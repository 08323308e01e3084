import { getExecutionDetails, listActionsOfExecution, listExecutions } from "@/lib/aws/executions";
import { getPipelineState } from "@/lib/aws/pipelines";
import { PenstockError } from "@/lib/errors";
import type { PipelineState } from "@/lib/pipeline/pipeline-state";
import { storeReading } from "./store-reading";
import type { SyncTarget } from "./sync-target";

/** An execution that just changed is among the newest, unless an old one was retried. */
const NEWEST = 25;

/**
 * Brings one execution and its pipeline's state up to date: what an event asks for.
 * The list is read first, so that the details are never older than the status they are stored with.
 */
export async function syncExecution(
  target: SyncTarget,
  pipeline: { readonly id: string; readonly name: string },
  pipelineExecutionId: string,
): Promise<void> {
  const { clients, clock } = target;
  const readAt = clock.now();
  const address = { pipelineName: pipeline.name, pipelineExecutionId };
  const execution = await findInList(target, address);
  const [details, actions, state] = await Promise.all([
    getExecutionDetails(clients, address),
    listActionsOfExecution(clients, address),
    readState(target, pipeline.name),
  ]);
  await storeReading(target, {
    pipeline,
    readAt,
    executions: [execution],
    actions,
    details: [{ pipelineExecutionId, pipelineVersion: details.pipelineVersion, variables: details.variables }],
    state,
  });
}

async function findInList(
  { clients }: SyncTarget,
  { pipelineName, pipelineExecutionId }: { pipelineName: string; pipelineExecutionId: string },
) {
  let nextToken: string | null = null;
  let pageSize = NEWEST;
  do {
    const page: Awaited<ReturnType<typeof listExecutions>> = await listExecutions(clients, {
      pipelineName,
      ...(nextToken ? { nextToken } : {}),
      pageSize,
    });
    const found = page.items.find((execution) => execution.pipelineExecutionId === pipelineExecutionId);
    if (found) return found;
    nextToken = page.nextToken;
    pageSize = 100;
  } while (nextToken);
  throw new PenstockError(
    "not_found",
    `Execution ${pipelineExecutionId} of ${pipelineName} is not in the connection's history. It may be older than the 12 months AWS keeps.`,
  );
}

/** In PARALLEL mode, or right after a deletion, there may be no state to read; the history does not depend on it. */
export async function readState({ clients }: SyncTarget, pipelineName: string): Promise<PipelineState | null> {
  try {
    return await getPipelineState(clients, pipelineName);
  } catch (error) {
    if (error instanceof PenstockError && error.code === "not_found") return null;
    throw error;
  }
}
