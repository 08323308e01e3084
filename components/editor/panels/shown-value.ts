import { isSecretKey } from "@/lib/pipeline/secrets";

const HIDDEN = "a secret value";

/** A member's value as a difference shows it: what the catalogue marks as secret is said to be there, never shown. */
export function shownValue(path: readonly string[], value: unknown): string {
  if (value === undefined) return "not set";
  if (isSecretKey(path.at(-1) ?? "")) return HIDDEN;
  if (typeof value === "string") return value;
  return JSON.stringify(value, (key, member: unknown) => (isSecretKey(key) ? HIDDEN : member));
}
