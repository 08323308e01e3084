import "server-only";
import { getLogEvents, getNewestLogEvents, type LogEvent } from "@/lib/aws/logs";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { findActionExecution } from "@/lib/db/action-executions";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";
import { logCopyOf } from "./log-copies";
import type { LogCopy, LogCopyOptions } from "./log-copy";

export type LogAddress = ExecutionAddress & { readonly actionExecutionId: string };

export interface ActionLog {
  readonly actionName: string;
  /** When the action was over, epoch milliseconds; null while it runs. */
  readonly overAt: number | null;
  /** Null while the action has not said where it writes, which some never do. */
  readonly stream: LogStream | null;
}

export interface LogStream {
  readonly copy: LogCopy;
  readonly read: LogCopyOptions["read"];
  newest(limit: number): Promise<readonly LogEvent[]>;
}

/** The log of one attempt as something to read. @throws PenstockError `forbidden`, `not_found` */
export async function requireLog(viewer: Viewer, address: LogAddress): Promise<ActionLog> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const { actionExecutionId, pipelineExecutionId } = address;
  const action = await findActionExecution(db, { pipelineId: pipeline.id, actionExecutionId });
  if (action?.pipelineExecutionId !== pipelineExecutionId) {
    throw new PenstockError("not_found", `This execution has no action execution ${actionExecutionId}.`);
  }
  if (pipeline.isDemo) throw new PenstockError("not_found", "Demo data has no logs, because nothing in it ever ran.");
  const { actionName, logStreamArn } = action;
  const overAt = action.status === "InProgress" ? null : action.lastUpdatedAt;
  if (!logStreamArn) return { actionName, overAt, stream: null };
  const { clients, connection } = await requireTarget(db, address.connection);
  const read: LogCopyOptions["read"] = (place) => getLogEvents(clients, logStreamArn, place);
  const newest = (limit: number) => getNewestLogEvents(clients, logStreamArn, limit);
  const newestAt = async () => (await newest(1)).at(-1)?.at ?? null;
  const copy = logCopyOf(`${connection.id} ${logStreamArn}`, { read, newestAt });
  return { actionName, overAt, stream: { copy, read, newest } };
}
