import "server-only";
import { can } from "@/lib/auth/permissions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { type DelegationInForce, listDelegationsInForce } from "@/lib/db/approval-delegations";
import type { DbOrTransaction } from "@/lib/db/client";
import { PenstockError } from "@/lib/errors";
import type { ApprovalPolicy } from "@/lib/pipeline/approvals/approval-policy";
import { capacityOf } from "@/lib/pipeline/approvals/capacity";
import { coversPipeline } from "@/lib/pipeline/approvals/delegation";
import type { ApprovalVote, Capacity, Voter } from "@/lib/pipeline/approvals/judge-vote";

/**
 * First line of answering a request: by one's own role, or with a right that somebody handed over.
 * @throws PenstockError `forbidden`
 */
export async function authorizeAnswer(db: DbOrTransaction, viewer: Viewer, at: number): Promise<void> {
  if (can(viewer.role, "approve")) return;
  if ((await listDelegationsInForce(db, { at, delegateId: viewer.id })).length > 0) return;
  authorize(viewer, "approve");
}

interface Choice {
  readonly policy: ApprovalPolicy | null;
  /** In force for the pipeline; of anybody. */
  readonly handedOver: readonly DelegationInForce[];
  readonly counted: readonly ApprovalVote[];
}

/** In whose name a person would answer now; null in no name at all. */
export function capacityNow(viewer: Viewer, { handedOver, ...choice }: Choice): Capacity | null {
  const delegators = handedOver.filter(({ delegateId }) => delegateId === viewer.id).map(({ delegator }) => delegator);
  return capacityOf({ ...choice, voter: viewer, delegators });
}

/**
 * In whose name a person answers.
 * @param shown what the person was shown: the id of who handed their right over, null for the own right, undefined to
 *   take what `capacityNow` says
 * @throws PenstockError `conflict` for a right that was handed over and is not any more, `forbidden`
 */
export function requireCapacity(viewer: Viewer, shown: string | null | undefined, choice: Choice): Capacity {
  const own = { voter: viewer, onBehalfOf: null };
  if (shown === null) return own;
  if (shown === undefined) return capacityNow(viewer, choice) ?? own;
  const found = choice.handedOver.find(
    ({ delegateId, delegator }) => delegateId === viewer.id && delegator.id === shown,
  );
  if (found) return { voter: viewer, onBehalfOf: found.delegator };
  throw new PenstockError(
    "conflict",
    "The right you were to answer with was taken back or has ended since the page was loaded. Nothing was recorded or sent; look at it again.",
  );
}

/** For the trace of an answer: nothing when the right was the person's own. */
export function traceOf(onBehalfOf: Voter | null): { readonly onBehalfOf?: { id: string; name: string } } {
  return onBehalfOf ? { onBehalfOf: { id: onBehalfOf.id, name: onBehalfOf.name } } : {};
}

/** What is in force for a pipeline. @param isLocked see `listDelegationsInForce` */
export async function listHandedOver(
  db: DbOrTransaction,
  { pipelineId, ...question }: Parameters<typeof listDelegationsInForce>[1] & { readonly pipelineId: string },
): Promise<DelegationInForce[]> {
  const delegations = await listDelegationsInForce(db, question);
  return delegations.filter((delegation) => coversPipeline(delegation, pipelineId));
}
