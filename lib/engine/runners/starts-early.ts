import type { ActionJob } from "./runner";

/**
 * Whether the runner of a job makes ready what it needs before the job has begun, and awaits `begun` itself. Only the
 * commands of a declaration can be: what they need is known beforehand, and nothing else keeps a record of them.
 */
export function startsEarly({ actionTypeId: { owner, provider } }: Pick<ActionJob, "actionTypeId">): boolean {
  return owner === "AWS" && provider === "Commands";
}
