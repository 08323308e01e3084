import "server-only";
import type { ApprovalDecision } from "@/lib/contracts/approval";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { listWaitingApprovals } from "@/lib/db/approvals";
import { PenstockError } from "@/lib/errors";
import { syncSoon } from "@/lib/server/executions/sync-soon";
import type { SyncTarget } from "@/lib/sync/sync-target";
import { tokenOf } from "./approval-contract";

const MOST_WAITING = 100;

/** An answer to one request: what was shown, and where. */
export interface Answer {
  readonly target: SyncTarget;
  readonly pipelineId: string;
  readonly address: ExecutionAddress;
  readonly decision: ApprovalDecision;
}

/**
 * The token must be the one that this very action of this very execution waits with. Else the trace would name another
 * execution than the one that is answered, and another policy might apply.
 * @throws PenstockError `conflict`
 */
export async function requireWaiting({ target, pipelineId, address, decision }: Answer): Promise<void> {
  const isWaiting = async (): Promise<boolean> => {
    const execution = { pipelineId, pipelineExecutionId: address.pipelineExecutionId };
    const waiting = await listWaitingApprovals(target.db, { execution, limit: MOST_WAITING });
    return waiting.some(
      (approval) =>
        approval.stageName === decision.stageName &&
        approval.actionName === decision.actionName &&
        tokenOf(approval) === decision.token,
    );
  };
  if (await isWaiting()) return;
  await syncSoon(target, address);
  if (await isWaiting()) return;
  throw new PenstockError(
    "conflict",
    "This request was answered, has expired or was replaced since the page was loaded. Nothing was recorded or sent; look at it again.",
  );
}
