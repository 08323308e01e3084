import type { Approval, ApprovalStanding } from "@/lib/contracts/approval";

const WORDS = { Approved: "approved", Rejected: "rejected" } as const;

/** Why each answer is closed to the viewer, or null. Voting twice would change nothing. */
export function obstaclesOf({ token, standing, isDemo }: Approval): ApprovalStanding["refusals"] {
  if (isDemo) return both("Demo data: there is nothing behind this request to approve.");
  if (standing === null) {
    return both(
      token === null
        ? "Your role may look at this request, not answer it. An approver, admin or owner can, or hand their right over to you."
        : null,
    );
  }
  const { decision, refusals, votes, approvals, required } = standing;
  if (decision !== null) {
    return both(`This request is ${WORDS[decision]}, and the decision is on its way to the connection.`);
  }
  const hasApproved = votes.some(({ isOwn, counts, status }) => isOwn && counts && status === "Approved");
  if (!hasApproved || approvals >= required) return refusals;
  return { ...refusals, Approved: "Your approval is recorded. Others must approve too; you can still reject." };
}

/** It waits for this viewer: some answer is open to them. */
export function isForViewer(approval: Approval): boolean {
  return obstaclesOf(approval).Approved === null;
}

function both(reason: string | null): ApprovalStanding["refusals"] {
  return { Approved: reason, Rejected: reason };
}
