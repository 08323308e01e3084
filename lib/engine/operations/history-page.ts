import type { Engine } from "../engine";

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelineExecutions.html */
export const DEFAULT_PAGE_SIZE = 100;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Cuts what was found, one more than a page, to a page of what is not too old.
 * @returns `lastOrdinal` where the next page goes on, undefined when this is the last
 */
export function historyPage<Entry extends { readonly ordinal: number; readonly startedAt: number }>(
  found: readonly Entry[],
  size: number,
  { clock, quotas }: Pick<Engine, "clock" | "quotas">,
): { readonly page: readonly Entry[]; readonly lastOrdinal?: number } {
  const recent = found.filter(({ startedAt }) => clock.now() - startedAt <= quotas.historyDays * DAY_MS);
  const page = recent.slice(0, size);
  const last = page.at(-1);
  return recent.length > size && last ? { page, lastOrdinal: last.ordinal } : { page };
}
