import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { ApprovalStanding } from "@/lib/contracts/approval";
import type { ApprovalRequest, StoredVote } from "@/lib/db/approval-votes";
import type { ApprovalPolicy } from "@/lib/pipeline/approvals/approval-policy";
import type { changeAuthors } from "@/lib/pipeline/approvals/change-authors";
import { type Capacity, describeHours, refusalOf } from "@/lib/pipeline/approvals/judge-vote";
import { iso } from "@/lib/server/iso";

const WORDS_FOR_ROLE = { approver: "approvers", admin: "admins", owner: "owners" } as const satisfies Record<
  ApprovalPolicy["roles"][number],
  string
>;

interface Governed {
  readonly policy: ApprovalPolicy;
  readonly request: ApprovalRequest | null;
  readonly votes: readonly StoredVote[];
  readonly counted: readonly StoredVote[];
  readonly authors: ReturnType<typeof changeAuthors>;
  /** In whose name the viewer would answer; null in no name. */
  readonly capacity: Capacity | null;
  /** Of people, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly at: number;
}

/** What a policy asks for and how far a request has come, for a viewer. */
export function standingOf(
  viewer: Viewer,
  { policy, request, votes, counted, authors, capacity, names, at }: Governed,
): ApprovalStanding {
  const refusal = (status: "Approved" | "Rejected") =>
    refusalOf({ ...(capacity ?? { voter: viewer, onBehalfOf: null }), policy, authors: authors.known, status, at });
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
      onBehalfOf: vote.onBehalfOf?.name ?? null,
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
