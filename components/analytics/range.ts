import { DAY_MS } from "@/lib/analytics/delivery";

/** Ranges offered by one press, in days. */
export const RANGE_DAYS = [7, 30, 90] as const;
export const DEFAULT_RANGE_DAYS = 30;
/** As far back as history goes. */
export const LONGEST_RANGE_DAYS = 366;

/** The UTC days of the `days` days that end with the day of `now` (epoch milliseconds). */
export function lastDays(days: number, now: number): { readonly from: string; readonly to: string } {
  return { from: utcDay(now - (days - 1) * DAY_MS), to: utcDay(now) };
}

function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
