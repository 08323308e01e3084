import type { LaneCommit } from "@/lib/contracts/commit-lanes";

interface Day {
  readonly day: string;
  readonly rows: readonly { readonly commit: LaneCommit; readonly index: number }[];
}

/**
 * Commits under the day they were made on, both in the order given, each with its place in the whole list.
 * @param timeZone the browser's own when absent
 */
export function daysOf(commits: readonly LaneCommit[], timeZone?: string): Day[] {
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(timeZone !== undefined && { timeZone }),
  });
  const days = new Map<string, { commit: LaneCommit; index: number }[]>();
  for (const [index, commit] of commits.entries()) {
    const day = format.format(new Date(commit.at));
    const rows = days.get(day) ?? [];
    days.set(day, rows);
    rows.push({ commit, index });
  }
  return [...days].map(([day, rows]) => ({ day, rows }));
}
