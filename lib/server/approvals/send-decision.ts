import "server-only";
import { putApprovalResult } from "@/lib/aws/execution-commands";
import { claimDecision, type DecidedRequest, settleDecision } from "@/lib/db/approval-votes";
import { PenstockError } from "@/lib/errors";
import { sendAudited } from "@/lib/server/audit/send-audited";
import type { SyncTarget } from "@/lib/sync/sync-target";

/** Longer than a call with all its retries takes: after this, whoever was sending has crashed. */
const STALE_AFTER_MS = 90_000;

/** The token can answer nothing any more, so sending again is of no use. */
const FINAL_ERRORS = [
  "ActionNotFoundException",
  "ApprovalAlreadyCompletedException",
  "InvalidApprovalTokenException",
  "PipelineNotFoundException",
  "StageNotFoundException",
  "ValidationException",
] as const;

interface Sending {
  readonly target: SyncTarget;
  readonly pipelineName: string;
  readonly request: DecidedRequest;
  /** Whose vote decided; absent when a worker sends what a crash or an outage held back. */
  readonly actor?: { readonly id: string; readonly name: string };
}

/**
 * Sends a decision that is on record, with the token its votes belong to, so that it answers that request or none.
 * Safe to repeat: the service takes a token once.
 * @returns when the service took it; null while somebody else is sending it, or did
 * @throws what the connection answers; unless that is final, the decision stays to be sent
 */
export async function sendDecision({ target, pipelineName, request, actor }: Sending): Promise<number | null> {
  const { db, clock, connection, clients } = target;
  const { id, stageName, actionName, token, decision, summary, pipelineId, pipelineExecutionId } = request;
  if (!(await claimDecision(db, { id, at: clock.now(), staleAfterMs: STALE_AFTER_MS }))) return null;
  try {
    return await sendAudited(db, {
      entry: {
        ...(actor && { actor }),
        action: decision === "Approved" ? "approval.approve" : "approval.reject",
        subjectType: "pipeline",
        subjectId: pipelineId,
        detail: { connection: connection.slug, pipelineName, pipelineExecutionId, stageName, actionName, summary },
      },
      send: () => putApprovalResult(clients, { pipelineName, stageName, actionName, token, status: decision, summary }),
      async keep(transaction, approvedAt) {
        await settleDecision(transaction, { id, outcome: "sent", at: clock.now() });
        return { value: approvedAt ?? clock.now() };
      },
    });
  } catch (error) {
    const awsError = error instanceof PenstockError ? error.details.awsError : undefined;
    if (awsError && FINAL_ERRORS.some((name) => name === awsError)) {
      await settleDecision(db, { id, outcome: awsError, at: clock.now() });
      throw error;
    }
    if (!(error instanceof PenstockError)) throw error;
    const message = `${error.message} The votes are recorded; Penstock sends the decision again by itself.`;
    throw new PenstockError(error.code, message, { cause: error, details: error.details });
  }
}
