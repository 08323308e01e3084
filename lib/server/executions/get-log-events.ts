import "server-only";
import { getLogLines } from "@/lib/aws/logs";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { LogPage } from "@/lib/contracts/log-page";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { findActionExecution } from "@/lib/db/action-executions";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { iso } from "@/lib/server/iso";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";

const NOTHING_YET: LogPage = { events: [], nextToken: null, isAtEnd: true };

/** Lines of the log of one attempt, read from the connection on demand. */
export async function getLogEvents(
  viewer: Viewer,
  address: ExecutionAddress & { readonly actionExecutionId: string },
  { nextToken }: { readonly nextToken?: string | undefined } = {},
): Promise<LogPage> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const { actionExecutionId, pipelineExecutionId } = address;
  const action = await findActionExecution(db, { pipelineId: pipeline.id, actionExecutionId });
  if (action?.pipelineExecutionId !== pipelineExecutionId) {
    throw new PenstockError("not_found", `This execution has no action execution ${actionExecutionId}.`);
  }
  if (pipeline.isDemo) throw new PenstockError("not_found", "Demo data has no logs, because nothing in it ever ran.");
  if (!action.logStreamArn) return NOTHING_YET;
  const target = await requireTarget(db, address.connection);
  try {
    const lines = await getLogLines(target.clients, {
      logStreamArn: action.logStreamArn,
      ...(nextToken ? { nextToken } : {}),
    });
    return { ...lines, events: lines.events.map(({ at, message }) => ({ at: iso(at), message })) };
  } catch (error) {
    // The stream appears with its first line, a moment after the action has started.
    const isMissing = error instanceof PenstockError && error.code === "not_found";
    if (isMissing && action.status === "InProgress") return NOTHING_YET;
    throw error;
  }
}
