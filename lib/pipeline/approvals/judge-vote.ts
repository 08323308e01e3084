import type { ApprovalHours, ApprovalPolicy } from "./approval-policy";
import { APPROVING_ROLES } from "./approval-policy";
import { type ChangeAuthor, isAuthor } from "./change-authors";

export type ApprovalStatus = "Approved" | "Rejected";

export interface Voter {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** As it is now; empty for somebody who was shut out. */
  readonly role: string;
}

/** Who answers, and whose right that uses. */
export interface Capacity {
  readonly voter: Voter;
  /** Who handed their right over; null: the voter's own. */
  readonly onBehalfOf: Voter | null;
}

export interface ApprovalVote extends Capacity {
  readonly status: ApprovalStatus;
}

/** That a person may use another one's right now, for the pipeline in question. */
export interface HandedOver {
  readonly delegator: Voter;
  readonly delegateId: string;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/**
 * Why a person may not vote so, or null. Rejecting is safe, so whoever may approve in general may reject at any time,
 * their own change included. On behalf of somebody, both must not be the author.
 * @param at epoch milliseconds
 */
export function refusalOf({
  policy,
  voter,
  onBehalfOf,
  authors,
  status,
  at,
}: Capacity & {
  readonly policy: ApprovalPolicy;
  readonly authors: readonly ChangeAuthor[];
  readonly status: ApprovalStatus;
  readonly at: number;
}): string | null {
  if (!isEligible(policy, onBehalfOf ?? voter)) {
    return onBehalfOf
      ? `The approval policy of this action does not name ${onBehalfOf.name}, on whose behalf you would answer.`
      : "The approval policy of this action does not name you.";
  }
  if (status === "Rejected") return null;
  if (policy.excludesAuthor && isWrittenBy(authors, voter)) {
    return "You are the author of this change, and its policy asks for the approval of somebody else.";
  }
  if (policy.excludesAuthor && onBehalfOf && isWrittenBy(authors, onBehalfOf)) {
    return `${onBehalfOf.name}, on whose behalf you would answer, is the author of this change, and its policy asks for the approval of somebody else.`;
  }
  if (policy.hours && !isWithinHours(policy.hours, at)) {
    return `The policy allows approving only on ${describeHours(policy.hours)}.`;
  }
  return null;
}

/**
 * What the votes amount to under the policy as it is now: a vote of somebody who lost the right to it no longer counts,
 * nor does one on behalf of somebody who lost theirs or took it back. One rejection rejects. Each right counts once,
 * whoever used it, and so does each person.
 * @param handedOver what is in force now for this pipeline
 * @returns `counted` in the order of `votes`
 */
export function tally<Vote extends ApprovalVote>(
  policy: ApprovalPolicy,
  votes: readonly Vote[],
  { authors, handedOver }: { readonly authors: readonly ChangeAuthor[]; readonly handedOver: readonly HandedOver[] },
): { readonly counted: readonly Vote[]; readonly approvals: number; readonly decision: ApprovalStatus | null } {
  const valid = votes.filter((vote) => isValid(vote, { policy, authors, handedOver }));
  const counted = valid.filter(
    (vote, index) =>
      vote.status === "Rejected" ||
      !valid
        .slice(0, index)
        .some((one) => one.status === "Approved" && (rightOf(one) === rightOf(vote) || one.voter.id === vote.voter.id)),
  );
  const approvals = counted.filter(({ status }) => status === "Approved").length;
  if (approvals < counted.length) return { counted, approvals, decision: "Rejected" };
  return { counted, approvals, decision: approvals >= policy.required ? "Approved" : null };
}

function isValid(
  { voter, onBehalfOf, status }: ApprovalVote,
  { policy, authors, handedOver }: Parameters<typeof tally>[2] & { readonly policy: ApprovalPolicy },
): boolean {
  if (!isEligible(policy, onBehalfOf ?? voter)) return false;
  if (onBehalfOf) {
    const isInForce = handedOver.some(
      ({ delegator, delegateId }) => delegator.id === onBehalfOf.id && delegateId === voter.id,
    );
    if (!isInForce || voter.role === "") return false;
  }
  if (status === "Rejected" || !policy.excludesAuthor) return true;
  return !isWrittenBy(authors, voter) && !(onBehalfOf && isWrittenBy(authors, onBehalfOf));
}

function rightOf({ voter, onBehalfOf }: Capacity): string {
  return (onBehalfOf ?? voter).id;
}

function isWrittenBy(authors: readonly ChangeAuthor[], person: Voter): boolean {
  return authors.some((author) => isAuthor(author, person));
}

export function isWithinHours({ timeZone, weekdays, from, until }: ApprovalHours, at: number): boolean {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  const time = `${part("hour")}:${part("minute")}`;
  const weekday = WEEKDAYS.findIndex((name) => name === part("weekday")) + 1;
  return weekdays.includes(weekday) && from <= time && time < until;
}

/** For example "Mon, Tue, 09:00–17:00 (Europe/Zurich)". */
export function describeHours({ timeZone, weekdays, from, until }: ApprovalHours): string {
  const days = WEEKDAYS.filter((_name, index) => weekdays.includes(index + 1));
  return `${days.join(", ")}, ${from}–${until} (${timeZone})`;
}

/** By role or by name, and only with a role that may approve at all. Without a policy that alone is enough. */
export function isEligible(policy: ApprovalPolicy | null, { id, role }: Voter): boolean {
  if (!APPROVING_ROLES.some((approving) => approving === role)) return false;
  if (policy === null) return true;
  return policy.roles.some((named) => named === role) || policy.people.includes(id);
}
