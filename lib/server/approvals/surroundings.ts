import "server-only";
import type { Approval } from "@/lib/contracts/approval";
import {
  listCarrying,
  listRunningActions,
  listWaitingInParallel,
  type RunningAction,
  type WaitingBeside,
  type WaitingExecution,
} from "@/lib/db/approval-surroundings";
import type { WaitingApproval } from "@/lib/db/approvals";
import type { DbOrTransaction } from "@/lib/db/client";
import { iso } from "@/lib/server/iso";

/** What an answer to a request would do to other executions depends on these. */
export interface Surroundings {
  readonly behind: Approval["behind"];
  readonly beside: Approval["beside"];
  readonly running: readonly RunningAction[];
}

/**
 * Reads what stands around requests that wait.
 * @returns the surroundings of one of them
 */
export async function readSurroundings(
  db: DbOrTransaction,
  waiting: readonly WaitingApproval[],
): Promise<(approval: WaitingApproval) => Surroundings> {
  const parallel = waiting.filter(({ executionMode }) => executionMode === "PARALLEL");
  const inbound = waiting.flatMap((approval) =>
    inboundIds(approval).map((pipelineExecutionId) => ({ pipelineId: approval.pipelineId, pipelineExecutionId })),
  );
  const [carrying, running, besides] = await Promise.all([
    listCarrying(db, inbound),
    listRunningActions(db, waiting),
    listWaitingInParallel(db, [...new Set(parallel.map(({ pipelineId }) => pipelineId))]),
  ]);
  return (approval) => ({
    behind: behindOf(approval, carrying),
    beside: besideOf(approval, besides),
    running: running.filter(
      (action) =>
        action.pipelineId === approval.pipelineId &&
        action.pipelineExecutionId === approval.pipelineExecutionId &&
        action.stageName === approval.stageName &&
        action.actionExecutionId !== approval.actionExecutionId,
    ),
  });
}

/** In PARALLEL mode no stage holds anybody up, and what the state says of it is from an earlier mode. */
function inboundIds({ state, stageName, executionMode }: WaitingApproval): string[] {
  if (executionMode === "PARALLEL") return [];
  const stage = state?.stages.find((one) => one.stageName === stageName);
  return (stage?.inboundExecutions ?? []).map(({ pipelineExecutionId }) => pipelineExecutionId);
}

/** The oldest enters first: in QUEUED mode they queue so, and in SUPERSEDED mode there is one at most. */
function behindOf(approval: WaitingApproval, carrying: readonly WaitingExecution[]): Approval["behind"] {
  const ids = inboundIds(approval);
  return carrying
    .filter(
      ({ pipelineId, pipelineExecutionId }) => pipelineId === approval.pipelineId && ids.includes(pipelineExecutionId),
    )
    .map(toContract);
}

function besideOf(approval: WaitingApproval, besides: readonly WaitingBeside[]): Approval["beside"] {
  if (approval.executionMode !== "PARALLEL") return [];
  return besides
    .filter(
      (one) =>
        one.pipelineId === approval.pipelineId &&
        one.stageName === approval.stageName &&
        one.actionName === approval.actionName &&
        one.startedAt > approval.startedAt,
    )
    .map(toContract);
}

function toContract({ pipelineExecutionId, startedAt, sourceRevisions }: WaitingExecution): Approval["behind"][number] {
  return { pipelineExecutionId, startedAt: iso(startedAt), sourceRevisions };
}
