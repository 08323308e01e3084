import { isPlainObject } from "../is-plain-object";
import type { IssuePath } from "../validation/issue";

/** A copy of the value with the member at the path set. A path that leads nowhere changes nothing. */
export function setAt(value: unknown, [part, ...rest]: IssuePath, member: unknown): unknown {
  if (part === undefined) return member;
  if (part === "__proto__") return value;
  if (Array.isArray(value)) {
    if (typeof part !== "number" || part < 0 || part > value.length) return value;
    return value.toSpliced(part, 1, setAt(value[part], rest, member));
  }
  if (value !== undefined && !isPlainObject(value)) return value;
  return { ...value, [part]: setAt(value?.[part], rest, member) };
}
