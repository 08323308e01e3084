import { listActionTypes } from "@/lib/pipeline/action-types/catalogue";

const SECRET_KEYS = new Set(
  listActionTypes().flatMap(({ configuration }) =>
    configuration.filter(({ secret }) => secret).map(({ name }) => name),
  ),
);

const HIDDEN = "a secret value";

/** A member's value as a difference shows it: what the catalogue marks as secret is said to be there, never shown. */
export function shownValue(path: readonly string[], value: unknown): string {
  if (value === undefined) return "not set";
  if (SECRET_KEYS.has(path.at(-1) ?? "")) return HIDDEN;
  if (typeof value === "string") return value;
  return JSON.stringify(value, (key, member: unknown) => (SECRET_KEYS.has(key) ? HIDDEN : member));
}
