import "server-only";
import { putApprovalResult as sendApprovalResult } from "@/lib/aws/execution-commands";
import type { Viewer } from "@/lib/auth/viewer";
import { systemClock } from "@/lib/clock";
import { APPROVAL_SUMMARY_LENGTH, type ApprovalDecision, type ApprovalResult } from "@/lib/contracts/approval";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { listApprovalPolicies } from "@/lib/db/approval-policies";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { policyFor } from "@/lib/pipeline/approvals/approval-policy";
import { nameOfCapacity } from "@/lib/pipeline/approvals/capacity";
import { isEligible } from "@/lib/pipeline/approvals/judge-vote";
import { sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { syncSoon } from "@/lib/server/executions/sync-soon";
import { iso } from "@/lib/server/iso";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";
import { authorizeAnswer, listHandedOver, requireCapacity, traceOf } from "./capacity";
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
  const db = sharedDb();
  await authorizeAnswer(db, viewer, systemClock.now());
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
  const at = target.clock.now();
  const handedOver = await listHandedOver(target.db, { pipelineId, at, delegateId: viewer.id });
  const capacity = requireCapacity(viewer, decision.onBehalfOf, { policy: null, handedOver, counted: [] });
  if (!isEligible(null, capacity.onBehalfOf ?? viewer)) {
    throw new PenstockError(
      "forbidden",
      capacity.onBehalfOf
        ? `${capacity.onBehalfOf.name}, on whose behalf you would answer, may not answer approvals any more. Nothing was sent.`
        : "Your role may not answer approvals, and nobody has handed their right over to you for this pipeline. Nothing was sent.",
    );
  }
  const summary = approvalSummary(decision, nameOfCapacity(capacity));
  const { stageName, actionName, token, status } = decision;
  const { pipelineName } = address;
  const approvedAt = await sendAudited(target.db, {
    entry: {
      actor: viewer,
      action: status === "Approved" ? "approval.approve" : "approval.reject",
      subjectType: "pipeline",
      subjectId: pipelineId,
      detail: { ...address, stageName, actionName, summary, ...traceOf(capacity.onBehalfOf) },
    },
    send: () => sendApprovalResult(target.clients, { pipelineName, stageName, actionName, token, status, summary }),
    keep: (_transaction, takenAt) => ({ value: takenAt }),
  });
  return { approvedAt: iso(approvedAt ?? target.clock.now()), summary, missing: 0 };
}

/** @throws PenstockError `invalid_input` when comment and identity do not fit what the service records */
export function approvalSummary({ status, comment }: Pick<ApprovalDecision, "status" | "comment">, name: string) {
  const text = comment.trim();
  if (!text) return `${status} by ${name} via Penstock`.slice(0, APPROVAL_SUMMARY_LENGTH);
  const room = roomForComment(name);
  if (text.length <= room) return text + identityOf(name);
  throw new PenstockError(
    "invalid_input",
    `The comment is ${text.length - room} characters too long: AWS records ${APPROVAL_SUMMARY_LENGTH}, and your name is one part of them.`,
  );
}

/** How many characters of a comment the service records beside who wrote it. */
export function roomForComment(name: string): number {
  return APPROVAL_SUMMARY_LENGTH - identityOf(name).length;
}

function identityOf(name: string): string {
  return ` — ${name} via Penstock`;
}
