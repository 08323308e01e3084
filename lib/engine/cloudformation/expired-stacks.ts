import { isDeleted, type StackRecord } from "./stack-record";

/** How long AWS tells of a stack that was deleted. */
const KEPT_MS = 90 * 24 * 60 * 60_000;
/** Tests make and delete stacks by the thousand; AWS would keep them all. */
const MOST_DELETED = 200;

/** Deleted stacks that nobody is told of any more. */
export function expiredStacks(stacks: readonly StackRecord[], now: number): readonly StackRecord[] {
  const deleted = stacks.filter(isDeleted).toSorted((a, b) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0));
  return deleted.filter(({ deletedAt = 0 }, index) => index >= MOST_DELETED || deletedAt < now - KEPT_MS);
}
