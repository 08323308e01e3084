import type { Sides } from "./merge-members";

/**
 * Joins two orders of the same things. The side that moved something decides; what only the other side has follows
 * what it follows there. `null` when both moved things, each differently.
 */
export function mergeOrder({ base, mine, theirs }: Sides<readonly string[]>): readonly string[] | null {
  const common = (order: readonly string[]) =>
    order.filter((id) => base.includes(id) && mine.includes(id) && theirs.includes(id)).join("\n");
  if (common(theirs) === common(base) || common(theirs) === common(mine)) return withOthers(mine, theirs);
  return common(mine) === common(base) ? withOthers(theirs, mine) : null;
}

/** `order`, with what only `other` has put behind its predecessor there. */
export function withOthers(order: readonly string[], other: readonly string[]): readonly string[] {
  const joined = [...order];
  other.forEach((id, index) => {
    if (joined.includes(id)) return;
    const predecessor = other[index - 1];
    joined.splice(predecessor === undefined ? 0 : joined.indexOf(predecessor) + 1, 0, id);
  });
  return joined;
}
