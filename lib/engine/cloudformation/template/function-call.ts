import { isPlainObject } from "@/lib/pipeline/is-plain-object";

/** A function of a template with its argument, as `Ref`, `Condition` or `Fn::…`. */
export interface FunctionCall {
  readonly name: string;
  readonly argument: unknown;
}

/** A map with one member that is the name of a function. */
export function callOf(value: unknown): FunctionCall | null {
  const members = Object.entries(membersOf(value) ?? {});
  const [member] = members;
  if (!member || members.length !== 1) return null;
  const [name, argument] = member;
  const isCall = name === "Ref" || (name === "Condition" && typeof argument === "string") || name.startsWith("Fn::");
  return isCall ? { name, argument } : null;
}

/** Null for what is no map. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return isPlainObject(value) ? value : null;
}

/** None of what is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
