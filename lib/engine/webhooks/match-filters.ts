import { parseJsonPath } from "../json-path/parse-json-path";
import { selectByPath } from "../json-path/select-by-path";
import type { WebhookFilter } from "./webhook";

/**
 * Looks whether a payload passes every filter. A value is compared as text; of several selected values one is enough.
 * A filter without `matchEquals` asks for something to be there.
 * @param configuration of the target action, for placeholders such as `{Branch}`
 * @returns the first filter that does not hold, null when all do
 */
export function failingFilter(
  payload: unknown,
  filters: readonly WebhookFilter[],
  configuration: Readonly<Record<string, string>>,
): WebhookFilter | null {
  return filters.find((filter) => !holds(payload, filter, configuration)) ?? null;
}

function holds(
  payload: unknown,
  { jsonPath, matchEquals }: WebhookFilter,
  configuration: Readonly<Record<string, string>>,
): boolean {
  const path = parseJsonPath(jsonPath);
  const selected = path && selectByPath(payload, path);
  if (!selected) return false;
  if (matchEquals === undefined) return selected.length > 0;
  const expected = fillPlaceholders(matchEquals, configuration);
  return selected.some((value) => textOf(value) === expected);
}

/** What no key of the action fills stays as it is written. */
function fillPlaceholders(text: string, configuration: Readonly<Record<string, string>>): string {
  const values = new Map(Object.entries(configuration));
  return text.replace(/\{([^{}]+)\}/g, (written, key: string) => values.get(key) ?? written);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
