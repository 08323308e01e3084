import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { APPROVAL_SUMMARY_LENGTH } from "@/lib/contracts/approval";
import { listApprovalPolicies } from "@/lib/db/approval-policies";
import {
  type ApprovalRequest,
  type DecidedRequest,
  isDecided,
  listVotes,
  lockApprovalRequest,
  putVote,
  type StoredVote,
  storeDecision,
} from "@/lib/db/approval-votes";
import { listSourceActions } from "@/lib/db/approvals";
import { recordAuditEvent } from "@/lib/db/audit-events";
import type { DbOrTransaction } from "@/lib/db/client";
import { announceChanges } from "@/lib/db/live-changes";
import { PenstockError } from "@/lib/errors";
import { type ApprovalPolicy, policyFor } from "@/lib/pipeline/approvals/approval-policy";
import { nameOfCapacity } from "@/lib/pipeline/approvals/capacity";
import { changeAuthors } from "@/lib/pipeline/approvals/change-authors";
import { decisionSummary } from "@/lib/pipeline/approvals/decision-summary";
import { type HandedOver, refusalOf, tally } from "@/lib/pipeline/approvals/judge-vote";
import { listHandedOver, requireCapacity, traceOf } from "./capacity";
import type { Answer } from "./require-waiting";

/** Voters on one token wait for each other. */
const TRANSACTION_LIMITS = { timeout: 20_000, maxWait: 20_000 } as const;

type Standing =
  | { readonly decided: DecidedRequest; readonly missing: 0 }
  | { readonly decided: null; readonly missing: number };

/**
 * Keeps a person's vote on the request the token belongs to, with its trace. The same vote again changes nothing.
 * The request was found waiting before; should it stop to wait meanwhile, the service refuses the token.
 * @returns the decision, once this vote or an earlier one of the same person completed it
 * @throws PenstockError `forbidden` for whom the policy refuses, `conflict` for a request that is decided
 */
export async function castVote(viewer: Viewer, voting: Answer): Promise<Standing> {
  const { target, pipelineId, address, decision } = voting;
  return target.db.$transaction(async (transaction) => {
    const { stageName, actionName, token, status } = decision;
    const { pipelineExecutionId } = address;
    const request = await lockApprovalRequest(transaction, {
      pipelineId,
      token,
      pipelineExecutionId,
      stageName,
      actionName,
    });
    const at = target.clock.now();
    const policy = await requirePolicy(transaction, voting);
    const authors = await authorsOf(transaction, voting);
    const handedOver = await listHandedOver(transaction, { pipelineId, at, isLocked: true });
    const before = await listVotes(transaction, [request.id]);
    const own = before.find(({ voter }) => voter.id === viewer.id);
    if (isDecided(request)) {
      if (own?.status === status && request.decision === status && request.settledAt === null) {
        return { decided: request, missing: 0 };
      }
      throw decidedAlready(request);
    }
    const { counted } = tally(policy, before, { authors, handedOver });
    const capacity = requireCapacity(viewer, decision.onBehalfOf, { policy, handedOver, counted });
    const refusal = refusalOf({ ...capacity, policy, authors, status, at });
    if (refusal) throw new PenstockError("forbidden", `${refusal} Nothing was recorded or sent.`);
    const vote: StoredVote = { requestId: request.id, ...capacity, status, comment: decision.comment.trim(), at };
    const votes = own && isSame(own, vote) ? before : [...before.filter((one) => one !== own), vote];
    if (votes !== before) await keep(transaction, { vote, voting });
    return conclude(transaction, { request, policy, authors, handedOver, votes, at });
  }, TRANSACTION_LIMITS);
}

/** The same vote with another right behind it is another vote. */
function isSame(one: StoredVote, other: StoredVote): boolean {
  return one.status === other.status && one.onBehalfOf?.id === other.onBehalfOf?.id;
}

async function requirePolicy(transaction: DbOrTransaction, { pipelineId, decision }: Answer): Promise<ApprovalPolicy> {
  const found = policyFor(await listApprovalPolicies(transaction, [pipelineId]), decision);
  if (found) return found.policy;
  throw new PenstockError("conflict", "The policy of this approval was just taken away. Look at it again.");
}

async function authorsOf(transaction: DbOrTransaction, { pipelineId, address }: Answer) {
  const { pipelineExecutionId } = address;
  const sources = await listSourceActions(transaction, [{ pipelineId, pipelineExecutionId }]);
  return changeAuthors(
    sources.map(({ actionName, output }) => ({ actionName, outputVariables: output.outputVariables })),
  ).known;
}

async function keep(
  transaction: DbOrTransaction,
  { vote, voting: { address, decision, pipelineId } }: { readonly vote: StoredVote; readonly voting: Answer },
): Promise<void> {
  const { stageName, actionName } = decision;
  const { voter, onBehalfOf, status, comment } = vote;
  await putVote(transaction, vote);
  await recordAuditEvent(transaction, {
    actor: voter,
    action: "approval.vote",
    subjectType: "pipeline",
    subjectId: pipelineId,
    detail: { ...address, stageName, actionName, status, comment, ...traceOf(onBehalfOf) },
  });
  const { connection, pipelineName, pipelineExecutionId } = address;
  await announceChanges(transaction, [
    ["approvals"],
    ["overview"],
    ["fleet", connection, pipelineName],
    ["pipelines", connection, pipelineName, "executions", pipelineExecutionId],
  ]);
}

async function conclude(
  transaction: DbOrTransaction,
  {
    request,
    policy,
    authors,
    handedOver,
    votes,
    at,
  }: {
    readonly request: ApprovalRequest;
    readonly policy: ApprovalPolicy;
    readonly authors: Awaited<ReturnType<typeof authorsOf>>;
    readonly handedOver: readonly HandedOver[];
    readonly votes: readonly StoredVote[];
    readonly at: number;
  },
): Promise<Standing> {
  const { counted, approvals, decision } = tally(policy, votes, { authors, handedOver });
  if (decision === null) return { decided: null, missing: policy.required - approvals };
  const summary = decisionSummary(
    {
      decision,
      votes: counted.map((vote) => ({ name: nameOfCapacity(vote), status: vote.status, comment: vote.comment })),
    },
    APPROVAL_SUMMARY_LENGTH,
  );
  await storeDecision(transaction, { id: request.id, decision, summary, at });
  return { decided: { ...request, decision, summary }, missing: 0 };
}

function decidedAlready({ decision, settledAt }: DecidedRequest): PenstockError {
  const word = decision === "Approved" ? "approved" : "rejected";
  return new PenstockError(
    "conflict",
    `This request is ${word} already${settledAt === null ? ", and the decision is being sent" : ""}. Your vote was not recorded.`,
  );
}
