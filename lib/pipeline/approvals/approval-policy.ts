import { z } from "zod";

/** The roles that may answer approvals at all. */
export const APPROVING_ROLES = ["approver", "admin", "owner"] as const;

export const MOST_APPROVALS_REQUIRED = 10;
const MOST_PEOPLE_NAMED = 50;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give a time of day as HH:MM.");

/** When approving is allowed: on these weekdays (1 is Monday), from `from` until just before `until`, local time. */
export const approvalHours = z
  .object({
    timeZone: z.string().refine(isTimeZone, "This is not a time zone; write one such as Europe/Zurich."),
    weekdays: z.array(z.number().int().min(1).max(7)).min(1, "Choose at least one weekday."),
    from: timeOfDay,
    until: timeOfDay,
  })
  .refine(({ from, until }) => from < until, {
    error: "The hours must end after they begin, on the same day.",
    path: ["until"],
  });
export type ApprovalHours = z.infer<typeof approvalHours>;

/** Who may approve: anybody with one of `roles`, and everybody named in `people` (ids) whose role may approve at all. */
export const approvalPolicy = z
  .object({
    roles: z.array(z.enum(APPROVING_ROLES)),
    people: z.array(z.uuid()).max(MOST_PEOPLE_NAMED),
    required: z.number().int().min(1).max(MOST_APPROVALS_REQUIRED),
    excludesAuthor: z.boolean(),
    hours: approvalHours.nullable(),
  })
  .refine(({ roles, people }) => roles.length + people.length > 0, {
    error: "Choose at least one role or person who may approve.",
    path: ["roles"],
  })
  .refine(({ roles, people, required }) => roles.length > 0 || new Set(people).size >= required, {
    error: "Fewer people may approve than approvals are needed.",
    path: ["required"],
  });
export type ApprovalPolicy = z.infer<typeof approvalPolicy>;

/** What a policy is for; an empty name stands for all. */
export interface ApprovalScope {
  readonly stageName: string;
  readonly actionName: string;
}

/** The policy that is closest to an action: its own, else its stage's, else its pipeline's. */
export function policyFor<Scoped extends ApprovalScope>(
  policies: readonly Scoped[],
  { stageName, actionName }: ApprovalScope,
): Scoped | null {
  const find = (scope: ApprovalScope) =>
    policies.find((one) => one.stageName === scope.stageName && one.actionName === scope.actionName);
  return (
    find({ stageName, actionName }) ??
    find({ stageName, actionName: "" }) ??
    find({ stageName: "", actionName: "" }) ??
    null
  );
}

function isTimeZone(name: string): boolean {
  try {
    return name !== "" && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false; // a RangeError is how Intl says no
  }
}
