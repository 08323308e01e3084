import type { ApprovalHours, ApprovalPolicy } from "./approval-policy";
import { APPROVING_ROLES } from "./approval-policy";
import { type ChangeAuthor, isAuthor } from "./change-authors";

export type ApprovalStatus = "Approved" | "Rejected";

export interface Voter {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

export interface ApprovalVote {
  readonly voter: Voter;
  readonly status: ApprovalStatus;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/**
 * Why a person may not vote so, or null. Rejecting is safe, so whoever may approve in general may reject at any time,
 * their own change included.
 * @param at epoch milliseconds
 */
export function refusalOf({
  policy,
  voter,
  authors,
  status,
  at,
}: {
  readonly policy: ApprovalPolicy;
  readonly voter: Voter;
  readonly authors: readonly ChangeAuthor[];
  readonly status: ApprovalStatus;
  readonly at: number;
}): string | null {
  if (!isEligible(policy, voter)) return "The approval policy of this action does not name you.";
  if (status === "Rejected") return null;
  if (policy.excludesAuthor && authors.some((author) => isAuthor(author, voter))) {
    return "You are the author of this change, and its policy asks for the approval of somebody else.";
  }
  if (policy.hours && !isWithinHours(policy.hours, at)) {
    return `The policy allows approving only on ${describeHours(policy.hours)}.`;
  }
  return null;
}

/**
 * What the votes amount to under the policy as it is now: a vote of somebody who lost the right to it no longer counts.
 * One rejection rejects.
 */
export function tally<Vote extends ApprovalVote>(
  policy: ApprovalPolicy,
  votes: readonly Vote[],
  authors: readonly ChangeAuthor[],
): { readonly counted: readonly Vote[]; readonly decision: ApprovalStatus | null } {
  const counted = votes.filter(
    ({ voter, status }) =>
      isEligible(policy, voter) &&
      (status === "Rejected" || !policy.excludesAuthor || !authors.some((author) => isAuthor(author, voter))),
  );
  if (counted.some(({ status }) => status === "Rejected")) return { counted, decision: "Rejected" };
  const people = new Set(counted.map(({ voter }) => voter.id));
  return { counted, decision: people.size >= policy.required ? "Approved" : null };
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

function isEligible({ roles, people }: ApprovalPolicy, { id, role }: Voter): boolean {
  if (!APPROVING_ROLES.some((approving) => approving === role)) return false;
  return roles.some((named) => named === role) || people.includes(id);
}
