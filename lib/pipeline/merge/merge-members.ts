import { isPlainObject } from "../is-plain-object";
import { memberNames, sameValue } from "../same-value";

export interface Sides<Value> {
  readonly base: Value;
  readonly mine: Value;
  readonly theirs: Value;
}

export interface MergedMembers<Value> {
  readonly merged: Value;
  /** Paths of the members that both sides changed differently; `merged` has mine there. */
  readonly conflicts: readonly string[];
}

/**
 * Joins two edits of an object: per member, what one side changed is taken. Objects inside are joined in the same way,
 * lists are taken as a whole.
 */
export function mergeMembers<Value extends object>(
  { base, mine, theirs }: Sides<Value>,
  prefix = "",
): MergedMembers<Value> {
  const merged: Value = { ...mine };
  const conflicts: string[] = [];
  for (const name of memberNames({ ...mine, ...theirs }, base)) {
    const path = prefix + name;
    const sides = { base: member(base, name), mine: member(mine, name), theirs: member(theirs, name) };
    if (sameValue(sides.mine, sides.theirs) || sameValue(sides.base, sides.theirs)) continue;
    if (sameValue(sides.base, sides.mine)) {
      if (sides.theirs === undefined) Reflect.deleteProperty(merged, name);
      else Reflect.set(merged, name, sides.theirs);
    } else if (isPlainObject(sides.mine) && isPlainObject(sides.theirs)) {
      const base = isPlainObject(sides.base) ? sides.base : {};
      const inside = mergeMembers({ base, mine: sides.mine, theirs: sides.theirs }, `${path}.`);
      Reflect.set(merged, name, inside.merged);
      conflicts.push(...inside.conflicts);
    } else {
      conflicts.push(path);
    }
  }
  return { merged, conflicts };
}

function member(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
