import type { DayFigures } from "./delivery";

/** The figures per day as CSV (RFC 4180), durations in milliseconds, empty where nothing finished. */
export function deliveryCsv(days: readonly DayFigures[]): string {
  const rows = days.map(({ day, succeeded, failed, other, p50Ms, p95Ms }) =>
    [day, succeeded, failed, other, p50Ms ?? "", p95Ms ?? ""].join(","),
  );
  return ["day,succeeded,failed,other,p50_ms,p95_ms", ...rows, ""].join("\r\n");
}
