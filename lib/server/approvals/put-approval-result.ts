import "server-only";
import { putApprovalResult as sendApprovalResult } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { APPROVAL_SUMMARY_LENGTH, type ApprovalDecision, type ApprovalResult } from "@/lib/contracts/approval";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { listApprovalPolicies } from "@/lib/db/approval-policies";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { policyFor } from "@/lib/pipeline/approvals/approval-policy";
import { sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { syncSoon } from "@/lib/server/executions/sync-soon";
import { iso } from "@/lib/server/iso";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";
import { castVote } from "./cast-vote";
import { type Answer, requireWaiting } from "./require-waiting";
import { sendDecision } from "./send-decision";

/**
 * Answers an approval with the token it was shown, so that a stale page can never approve something else. AWS records
 * its own principal as who decided; the person's name goes into the summary. Where a policy applies, the answer is a
 * vote, and only the vote that completes it sends anything.
 * @throws PenstockError `conflict` for a request that no longer waits, `forbidden` for whom its policy refuses
 */
export async function putApprovalResult(
  viewer: Viewer,
  address: ExecutionAddress,
  decision: ApprovalDecision,
): Promise<ApprovalResult> {
  authorize(viewer, "approve");
  const db = sharedDb();
  const pipeline = await requireLivePipeline(db, address);
  const target = await requireTarget(db, address.connection);
  const answer = { target, pipelineId: pipeline.id, address, decision };
  await requireWaiting(answer);
  const policy = policyFor(await listApprovalPolicies(db, [pipeline.id]), decision);
  const result = policy ? await vote(viewer, answer) : await sendAtOnce(viewer, answer);
  if (result.missing === 0) await syncSoon(target, address);
  return result;
}

async function vote(viewer: Viewer, answer: Answer): Promise<ApprovalResult> {
  const { decided, missing } = await castVote(viewer, answer);
  if (decided === null) return { approvedAt: null, summary: "", missing };
  const { target, address } = answer;
  const { pipelineName } = address;
  const approvedAt = await sendDecision({ target, pipelineName, request: decided, actor: viewer });
  return { approvedAt: approvedAt === null ? null : iso(approvedAt), summary: decided.summary, missing };
}

async function sendAtOnce(viewer: Viewer, { target, pipelineId, address, decision }: Answer): Promise<ApprovalResult> {
  const summary = approvalSummary(decision, viewer.name);
  const { stageName, actionName, token, status } = decision;
  const { pipelineName } = address;
  const approvedAt = await sendAudited(target.db, {
    entry: {
      actor: viewer,
      action: status === "Approved" ? "approval.approve" : "approval.reject",
      subjectType: "pipeline",
      subjectId: pipelineId,
      detail: { ...address, stageName, actionName, summary },
    },
    send: () => sendApprovalResult(target.clients, { pipelineName, stageName, actionName, token, status, summary }),
    keep: (_transaction, at) => ({ value: at }),
  });
  return { approvedAt: iso(approvedAt ?? target.clock.now()), summary, missing: 0 };
}

/** @throws PenstockError `invalid_input` when comment and identity do not fit what the service records */
export function approvalSummary({ status, comment }: Pick<ApprovalDecision, "status" | "comment">, name: string) {
  const text = comment.trim();
  if (!text) return `${status} by ${name} via Penstock`.slice(0, APPROVAL_SUMMARY_LENGTH);
  const identity = ` — ${name} via Penstock`;
  const room = APPROVAL_SUMMARY_LENGTH - identity.length;
  if (text.length <= room) return text + identity;
  throw new PenstockError(
    "invalid_input",
    `The comment is ${text.length - room} characters too long: AWS records ${APPROVAL_SUMMARY_LENGTH}, and your name is one part of them.`,
  );
}
