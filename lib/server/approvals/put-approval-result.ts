import "server-only";
import { putApprovalResult as sendApprovalResult } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { APPROVAL_SUMMARY_LENGTH, type ApprovalDecision } from "@/lib/contracts/approval";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { syncSoon } from "@/lib/server/executions/sync-soon";
import { iso } from "@/lib/server/iso";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";

/**
 * Answers an approval with the token it was shown, so that a stale page can never approve something else. AWS records
 * its own principal as who decided; the person's name goes into the summary.
 */
export async function putApprovalResult(
  viewer: Viewer,
  address: ExecutionAddress,
  decision: ApprovalDecision,
): Promise<{ approvedAt: string; summary: string }> {
  authorize(viewer, "approve");
  const db = sharedDb();
  const pipeline = await requireLivePipeline(db, address);
  const target = await requireTarget(db, address.connection);
  const summary = approvalSummary(decision, viewer.name);
  const { stageName, actionName, token, status } = decision;
  const approvedAt = await sendAudited(db, {
    entry: {
      actor: viewer,
      action: status === "Approved" ? "approval.approve" : "approval.reject",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, stageName, actionName, summary },
    },
    send: () =>
      sendApprovalResult(target.clients, {
        pipelineName: pipeline.name,
        stageName,
        actionName,
        token,
        status,
        summary,
      }),
    keep: (_transaction, at) => ({ value: at }),
  });
  await syncSoon(target, address);
  return { approvedAt: iso(approvedAt ?? target.clock.now()), summary };
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
