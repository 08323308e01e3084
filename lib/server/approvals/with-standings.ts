import "server-only";
import { systemClock } from "@/lib/clock";
import type { Viewer } from "@/lib/auth/viewer";
import type { Approval, ApprovalStanding } from "@/lib/contracts/approval";
import { listApprovalPolicies } from "@/lib/db/approval-policies";
import { type ApprovalRequest, listApprovalRequests, listVotes, type StoredVote } from "@/lib/db/approval-votes";
import { listSourceActions, type WaitingApproval } from "@/lib/db/approvals";
import type { DbOrTransaction } from "@/lib/db/client";
import { listPeople } from "@/lib/db/people";
import { type ApprovalPolicy, policyFor } from "@/lib/pipeline/approvals/approval-policy";
import { changeAuthors } from "@/lib/pipeline/approvals/change-authors";
import { describeHours, refusalOf, tally } from "@/lib/pipeline/approvals/judge-vote";
import { iso } from "@/lib/server/iso";
import { approvalToContract, tokenOf } from "./approval-contract";

const WORDS_FOR_ROLE = { approver: "approvers", admin: "admins", owner: "owners" } as const satisfies Record<
  ApprovalPolicy["roles"][number],
  string
>;

/** Waiting approvals to our HTTP JSON, each with what its policy asks for and who voted. */
export async function withStandings(
  db: DbOrTransaction,
  viewer: Viewer,
  waiting: readonly WaitingApproval[],
): Promise<Approval[]> {
  const policies = await listApprovalPolicies(
    db,
    waiting.map(({ pipelineId }) => pipelineId),
  );
  const governed = waiting.flatMap((approval) => {
    const found = policyFor(
      policies.filter(({ pipelineId }) => pipelineId === approval.pipelineId),
      approval,
    );
    return found ? [{ approval, policy: found.policy, token: tokenOf(approval) }] : [];
  });
  if (governed.length === 0) return waiting.map((approval) => approvalToContract(viewer, approval, null));

  const tokens = governed.flatMap(({ approval: { pipelineId }, token }) => (token ? [{ pipelineId, token }] : []));
  const [requests, sources, people] = await Promise.all([
    listApprovalRequests(db, tokens),
    listSourceActions(
      db,
      governed.map(({ approval }) => approval),
    ),
    listPeople(db),
  ]);
  const votes = await listVotes(
    db,
    requests.map(({ id }) => id),
  );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const standings = new Map(
    governed.map(({ approval, policy, token }) => {
      const request = requests.find((one) => one.pipelineId === approval.pipelineId && one.token === token) ?? null;
      const standing = standingOf(viewer, {
        policy,
        request,
        votes: votes.filter(({ requestId }) => requestId === request?.id),
        authors: changeAuthors(
          sources
            .filter(
              (source) =>
                source.pipelineId === approval.pipelineId &&
                source.pipelineExecutionId === approval.pipelineExecutionId,
            )
            .map(({ actionName, output }) => ({ actionName, outputVariables: output.outputVariables })),
        ),
        names,
      });
      return [approval, standing] as const;
    }),
  );
  return waiting.map((approval) => approvalToContract(viewer, approval, standings.get(approval) ?? null));
}

function standingOf(
  viewer: Viewer,
  {
    policy,
    request,
    votes,
    authors,
    names,
  }: {
    readonly policy: ApprovalPolicy;
    readonly request: ApprovalRequest | null;
    readonly votes: readonly StoredVote[];
    readonly authors: ReturnType<typeof changeAuthors>;
    readonly names: ReadonlyMap<string, string>;
  },
): ApprovalStanding {
  const { counted } = tally(policy, votes, authors.known);
  const refusal = (status: "Approved" | "Rejected") =>
    refusalOf({ policy, voter: viewer, authors: authors.known, status, at: systemClock.now() });
  return {
    required: policy.required,
    approvals: counted.filter(({ status }) => status === "Approved").length,
    from: [
      ...policy.roles.map((role) => WORDS_FOR_ROLE[role]),
      ...policy.people.map((id) => names.get(id) ?? "somebody who left"),
    ],
    excludesAuthor: policy.excludesAuthor,
    hours: policy.hours && describeHours(policy.hours),
    authors: [...new Set(authors.known.map(({ name, email }) => name ?? email ?? ""))],
    unknownAuthors: [...authors.unknown],
    votes: votes.map((vote) => ({
      name: vote.voter.name,
      status: vote.status,
      comment: vote.comment,
      at: iso(vote.at),
      counts: counted.includes(vote),
      isOwn: vote.voter.id === viewer.id,
    })),
    refusals: { Approved: refusal("Approved"), Rejected: refusal("Rejected") },
    decision: request?.decision ?? null,
  };
}
