import { createDb } from "@/lib/db/client";
import { actionInputRecord, actionOutputRecord } from "@/lib/pipeline/execution-record";
import { storeReading } from "@/lib/sync/store-reading";
import type { SyncTarget } from "@/lib/sync/sync-target";

/** What changes rows as a worker does: the same writes and announcements, without a connection to read from. */
export interface Changes {
  /** The newest run of a pipeline ends, or goes on again. */
  toggleRun(pipelineName: string): Promise<void>;
  /** An action of a run ends, or goes on again. */
  toggleAction(pipelineName: string, actionExecutionId: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openChanges(url: string, slug: string): Promise<Changes> {
  const db = createDb(url);
  const connection = await db.connection.findUniqueOrThrow({ where: { slug }, select: { id: true, slug: true } });
  const target: Target = { db, connection: { ...connection, accountId: null } };
  return {
    toggleRun: (name) => toggleRun(target, name),
    toggleAction: (name, actionExecutionId) => toggleAction(target, name, actionExecutionId),
    stop: () => db.$disconnect(),
  };
}

/** Calls `change` so many times a second, for so long. */
export async function atRate(
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  change: (index: number) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const waitMs = startedAt + (index * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    await change(index);
  }
}

type Target = Pick<SyncTarget, "db" | "connection">;

async function toggleRun(target: Target, name: string): Promise<void> {
  const { db, connection } = target;
  const run = await db.pipelineExecution.findFirstOrThrow({
    where: { pipeline: { name, connectionId: connection.id } },
    orderBy: { startedAt: "desc" },
    select: { pipelineId: true, pipelineExecutionId: true, status: true, startedAt: true },
  });
  await storeReading(target, {
    pipeline: { id: run.pipelineId, name },
    readAt: Date.now(),
    executions: [
      {
        pipelineExecutionId: run.pipelineExecutionId,
        status: run.status === "InProgress" ? "Succeeded" : "InProgress",
        statusSummary: null,
        pipelineVersion: 1,
        startedAt: run.startedAt.getTime(),
        lastUpdatedAt: Date.now(),
        triggerType: "WebhookV2",
        triggerDetail: null,
        executionMode: "SUPERSEDED",
        executionType: "STANDARD",
        sourceRevisions: [],
        variables: null,
        stopReason: null,
        rollbackTargetId: null,
      },
    ],
  });
}

async function toggleAction(target: Target, name: string, actionExecutionId: string): Promise<void> {
  const { db, connection } = target;
  const action = await db.actionExecution.findFirstOrThrow({
    where: { actionExecutionId, execution: { pipeline: { name, connectionId: connection.id } } },
  });
  await storeReading(target, {
    pipeline: { id: action.pipelineId, name },
    readAt: Date.now(),
    actions: [
      {
        ...action,
        pipelineVersion: 1,
        status: action.status === "InProgress" ? "Succeeded" : "InProgress",
        startedAt: action.startedAt.getTime(),
        lastUpdatedAt: Date.now(),
        input: actionInputRecord.parse({}),
        output: actionOutputRecord.parse({}),
      },
    ],
  });
}
