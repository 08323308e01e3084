import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionFilters, ExecutionPage } from "@/lib/contracts/execution-summary";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { type ExecutionSelection, listExecutions as listStoredExecutions } from "@/lib/db/executions";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";
import { executionToContract } from "./execution-contract";

const PAGE_SIZE = 50;

/** The history of a pipeline, a page at a time, newest first. */
export async function listExecutions(
  viewer: Viewer,
  address: PipelineAddress,
  filters: Partial<ExecutionFilters> = {},
): Promise<ExecutionPage> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const { status, trigger, from, to, revision, cursor } = filters;
  const runs = await listStoredExecutions(db, {
    pipelineId: pipeline.id,
    ...(status ? { statuses: status } : {}),
    ...(trigger ? { triggerTypes: trigger } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(revision?.trim() ? { revision: revision.trim() } : {}),
    ...(cursor ? { after: parseCursor(cursor) } : {}),
    limit: PAGE_SIZE + 1,
  });
  const page = runs.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return {
    executions: page.map(executionToContract),
    nextCursor: runs.length > PAGE_SIZE && last ? `${last.startedAt}_${last.pipelineExecutionId}` : null,
  };
}

function parseCursor(cursor: string): NonNullable<ExecutionSelection["after"]> {
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor);
  if (match?.[1] && match[2]) return { startedAt: Number(match[1]), pipelineExecutionId: match[2] };
  throw new PenstockError("invalid_input", "This page of the history does not exist. Load the history again.");
}
