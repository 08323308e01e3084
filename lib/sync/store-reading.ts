import { refreshDailyStats } from "@/lib/db/daily-stats";
import {
  type ChangedAction,
  findFinishedRange,
  fillPipelineVersions,
  lockPipelineHistory,
  markExecutionsDetailed,
  storeExecutionDetails,
  upsertActionExecutions,
  upsertExecutions,
} from "@/lib/db/execution-writes";
import { announceChanges } from "@/lib/db/live-changes";
import { storePipelineState } from "@/lib/db/pipelines";
import type { ActionExecutionRecord, ExecutionRecord } from "@/lib/pipeline/execution-record";
import type { PipelineState } from "@/lib/pipeline/pipeline-state";
import type { SyncTarget } from "./sync-target";

/** What one pass read of a pipeline. What it did not look at is left out. */
export interface Reading {
  readonly pipeline: { readonly id: string; readonly name: string };
  /** When the reading began, epoch milliseconds: a later reading wins over it. */
  readonly readAt: number;
  readonly executions?: readonly ExecutionRecord[];
  readonly actions?: readonly ActionExecutionRecord[];
  readonly details?: readonly (Pick<ExecutionRecord, "pipelineVersion" | "variables"> & {
    readonly pipelineExecutionId: string;
  })[];
  /** Executions whose actions are now all stored. */
  readonly detailed?: readonly string[];
  /** Null: the connection tells none. */
  readonly state?: PipelineState | null;
}

const TRANSACTION_TIMEOUT_MS = 60_000;

/**
 * Writes a reading, the roll-ups that follow from it and the news of what changed, all or nothing. Storing the same
 * reading again changes nothing and announces nothing.
 */
export async function storeReading(
  { db, connection }: Pick<SyncTarget, "db" | "connection">,
  reading: Reading,
): Promise<void> {
  const { pipeline, readAt, executions = [], actions = [], details = [], detailed = [] } = reading;
  const pipelineId = pipeline.id;
  await db.$transaction(
    async (transaction) => {
      await lockPipelineHistory(transaction, pipelineId);
      const changedExecutions = await upsertExecutions(transaction, { pipelineId, executions });
      const changed = new Set(changedExecutions);
      const changedActions = await upsertActionExecutions(transaction, { pipelineId, actions });
      for (const { pipelineExecutionId } of changedActions) changed.add(pipelineExecutionId);
      for (const detail of details) {
        const differs = await storeExecutionDetails(transaction, { pipelineId, readAt, ...detail });
        if (differs) changed.add(detail.pipelineExecutionId);
      }
      const versions = versionsOf(actions);
      if (versions.size > 0) await fillPipelineVersions(transaction, { pipelineId, versions });
      if (detailed.length > 0) {
        await markExecutionsDetailed(transaction, { pipelineId, pipelineExecutionIds: detailed, readAt });
      }
      const isStateNew =
        reading.state !== undefined &&
        (await storePipelineState(transaction, { pipelineId, state: reading.state, readAt }));
      const finished = await findFinishedRange(transaction, { pipelineId, pipelineExecutionIds: [...changed] });
      if (finished) await refreshDailyStats(transaction, { pipelineId, ...finished });
      await announceChanges(
        transaction,
        changedKeys([connection.slug, pipeline.name], {
          executions: [...changed],
          isStateNew,
          // A request names what waits behind it, by the revision, which comes a moment after its execution.
          isForApprovals: isStateNew || changedExecutions.length > 0 || changedActions.some(isApproval),
          hasFinished: finished !== null,
        }),
      );
    },
    { timeout: TRANSACTION_TIMEOUT_MS, maxWait: TRANSACTION_TIMEOUT_MS },
  );
}

/** Beyond this many, a list of ids says less than "all of them". */
const MOST_IDS_ANNOUNCED = 30;

function changedKeys(
  address: readonly [connection: string, pipelineName: string],
  change: {
    readonly executions: readonly string[];
    readonly isStateNew: boolean;
    readonly isForApprovals: boolean;
    readonly hasFinished: boolean;
  },
): string[][] {
  const { executions, isStateNew, isForApprovals, hasFinished } = change;
  if (executions.length === 0 && !isStateNew) return [];
  const pipeline = ["pipelines", ...address];
  const history = [...pipeline, "executions"];
  const showAll = isStateNew || executions.length > MOST_IDS_ANNOUNCED;
  return [
    ["fleet", ...address],
    ["overview"],
    ["lanes"],
    pipeline,
    history,
    ...(showAll ? [[...history, "*"]] : executions.map((id) => [...history, id, "*"])),
    ...(isForApprovals ? [["approvals"], ["approvals", "decided"]] : []),
    ...(hasFinished ? [["analytics", "*"]] : []),
  ];
}

function isApproval({ category }: ChangedAction): boolean {
  return category === "Approval";
}

function versionsOf(actions: readonly ActionExecutionRecord[]): Map<string, number> {
  return new Map(
    actions.flatMap(({ pipelineExecutionId, pipelineVersion }) =>
      pipelineVersion === null ? [] : [[pipelineExecutionId, pipelineVersion]],
    ),
  );
}
