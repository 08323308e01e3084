import "server-only";
import { systemClock } from "@/lib/clock";
import type { Viewer } from "@/lib/auth/viewer";
import { type Approval, APPROVAL_SUMMARY_LENGTH } from "@/lib/contracts/approval";
import { type DelegationInForce, listDelegationsInForce } from "@/lib/db/approval-delegations";
import { listApprovalPolicies } from "@/lib/db/approval-policies";
import { type ApprovalRequest, listApprovalRequests, listVotes, type StoredVote } from "@/lib/db/approval-votes";
import { listSourceActions, type WaitingApproval } from "@/lib/db/approvals";
import type { DbOrTransaction } from "@/lib/db/client";
import { listPeople } from "@/lib/db/people";
import { type ApprovalPolicy, policyFor } from "@/lib/pipeline/approvals/approval-policy";
import { nameOfCapacity } from "@/lib/pipeline/approvals/capacity";
import { changeAuthors } from "@/lib/pipeline/approvals/change-authors";
import { coversPipeline } from "@/lib/pipeline/approvals/delegation";
import { type Capacity, refusalOf, tally } from "@/lib/pipeline/approvals/judge-vote";
import { iso } from "@/lib/server/iso";
import { approvalToContract, tokenOf } from "./approval-contract";
import { capacityNow } from "./capacity";
import { roomForComment } from "./put-approval-result";
import { standingOf } from "./standing-contract";
import { readSurroundings } from "./surroundings";

/** What is known of one request beside the service's own record. */
interface Facts {
  readonly approval: WaitingApproval;
  readonly policy: ApprovalPolicy | null;
  readonly request: ApprovalRequest | null;
  readonly votes: readonly StoredVote[];
  readonly authors: ReturnType<typeof changeAuthors>;
  /** In force for its pipeline. */
  readonly handedOver: readonly DelegationInForce[];
}

/** Waiting approvals to our HTTP JSON: what their policies ask for, who voted, and how the viewer may answer. */
export async function describeApprovals(
  db: DbOrTransaction,
  viewer: Viewer,
  waiting: readonly WaitingApproval[],
): Promise<Approval[]> {
  return approvalsFor(viewer, await readApprovalFacts(db, waiting));
}

/** What is known of waiting approvals, the same for everybody. */
export interface ApprovalFacts {
  readonly facts: readonly Facts[];
  readonly names: ReadonlyMap<string, string>;
  readonly surroundingsOf: Awaited<ReturnType<typeof readSurroundings>> | null;
  /** When it was read, epoch milliseconds. */
  readonly at: number;
}

export async function readApprovalFacts(
  db: DbOrTransaction,
  waiting: readonly WaitingApproval[],
): Promise<ApprovalFacts> {
  const at = systemClock.now();
  if (waiting.length === 0) return { facts: [], names: new Map(), surroundingsOf: null, at };
  const [facts, people, surroundingsOf] = await Promise.all([
    readFacts(db, waiting, at),
    listPeople(db),
    readSurroundings(db, waiting),
  ]);
  return { facts, names: new Map(people.map(({ id, name }) => [id, name])), surroundingsOf, at };
}

/** How the viewer may answer each. */
export function approvalsFor(viewer: Viewer, { facts, names, surroundingsOf, at }: ApprovalFacts): Approval[] {
  if (surroundingsOf === null) return [];
  const described = facts.map((one) => ({ ...one, ...answerOf(viewer, one, at), token: tokenOf(one.approval) }));
  return described.map(({ approval, policy, request, votes, authors, handedOver, capacity, counted, token }) => {
    const { behind, beside, running } = surroundingsOf(approval);
    return approvalToContract(approval, {
      token: capacity && !approval.isDemo ? token : null,
      onBehalfOf: onBehalfOfToContract(capacity, handedOver, viewer),
      commentLength: policy || !capacity ? APPROVAL_SUMMARY_LENGTH : roomForComment(nameOfCapacity(capacity)),
      standing: policy && standingOf(viewer, { policy, request, votes, counted, authors, capacity, names, at }),
      behind,
      beside,
      alsoRunning: running.map(({ actionName, actionExecutionId }) => {
        const other = described.find((one) => one.approval.actionExecutionId === actionExecutionId);
        return {
          actionName,
          actionExecutionId,
          approval: other
            ? {
                token: other.mayReject && !other.approval.isDemo ? other.token : null,
                onBehalfOf: other.capacity?.onBehalfOf?.id ?? null,
              }
            : null,
        };
      }),
    });
  });
}

async function readFacts(db: DbOrTransaction, waiting: readonly WaitingApproval[], at: number): Promise<Facts[]> {
  const [policies, delegations] = await Promise.all([
    listApprovalPolicies(
      db,
      waiting.map(({ pipelineId }) => pipelineId),
    ),
    listDelegationsInForce(db, { at }),
  ]);
  const withPolicies = waiting.map((approval) => ({
    approval,
    policy: policyFor(
      policies.filter(({ pipelineId }) => pipelineId === approval.pipelineId),
      approval,
    ),
  }));
  const governed = withPolicies.flatMap(({ approval, policy }) => (policy ? [approval] : []));
  const tokens = governed.flatMap((approval) => {
    const token = tokenOf(approval);
    return token ? [{ pipelineId: approval.pipelineId, token }] : [];
  });
  const [requests, sources] = await Promise.all([listApprovalRequests(db, tokens), listSourceActions(db, governed)]);
  const votes = await listVotes(
    db,
    requests.map(({ id }) => id),
  );
  return withPolicies.map(({ approval, policy }) => {
    const { pipelineId, pipelineExecutionId } = approval;
    const token = tokenOf(approval);
    const request = requests.find((one) => one.pipelineId === pipelineId && one.token === token) ?? null;
    return {
      approval,
      policy: policy?.policy ?? null,
      request,
      votes: votes.filter(({ requestId }) => requestId === request?.id),
      authors: changeAuthors(
        sources
          .filter((source) => source.pipelineId === pipelineId && source.pipelineExecutionId === pipelineExecutionId)
          .map(({ actionName, output }) => ({ actionName, outputVariables: output.outputVariables })),
      ),
      handedOver: delegations.filter((delegation) => coversPipeline(delegation, pipelineId)),
    };
  });
}

/** In whose name the viewer would answer, and whether that may be a rejection. */
function answerOf(viewer: Viewer, { policy, votes, authors, handedOver }: Facts, at: number) {
  const counted = policy ? tally(policy, votes, { authors: authors.known, handedOver }).counted : [];
  const capacity = capacityNow(viewer, { policy, handedOver, counted });
  const mayReject =
    capacity !== null &&
    (policy === null || refusalOf({ ...capacity, policy, authors: authors.known, status: "Rejected", at }) === null);
  return { counted, capacity, mayReject };
}

function onBehalfOfToContract(
  capacity: Capacity | null,
  handedOver: readonly DelegationInForce[],
  viewer: Viewer,
): Approval["onBehalfOf"] {
  const delegator = capacity?.onBehalfOf;
  const found = handedOver.find((one) => one.delegateId === viewer.id && one.delegator.id === delegator?.id);
  if (!delegator || !found) return null;
  return { id: delegator.id, name: delegator.name, until: iso(found.untilAt), reason: found.reason };
}
