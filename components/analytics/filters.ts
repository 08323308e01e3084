import { createParser, parseAsString, type inferParserType } from "nuqs/server";
import type { AnalyticsQueryInput } from "@/lib/contracts/analytics";
import { DEFAULT_RANGE_DAYS, lastDays, LONGEST_RANGE_DAYS } from "./range";

const parseAsDayCount = createParser({
  parse: (text) => {
    const days = Number(text);
    return Number.isInteger(days) && days >= 1 && days <= LONGEST_RANGE_DAYS ? days : null;
  },
  serialize: String,
});

/** What the query string of the analytics page holds. */
export const ANALYTICS_FILTERS = {
  connection: parseAsString.withDefault(""),
  pipeline: parseAsString.withDefault(""),
  days: parseAsDayCount.withDefault(DEFAULT_RANGE_DAYS),
};

/** The question that the filters ask on the day of `now` (epoch milliseconds). */
export function analyticsInput(filters: inferParserType<typeof ANALYTICS_FILTERS>, now: number): AnalyticsQueryInput {
  return {
    ...(filters.connection && { connection: filters.connection }),
    ...(filters.pipeline && { pipeline: filters.pipeline }),
    ...lastDays(filters.days, now),
  };
}
