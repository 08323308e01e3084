import { type inferParserType, parseAsArrayOf, parseAsInteger, parseAsString } from "nuqs/server";
import { DEFAULT_COMMITS, type LaneFilters } from "@/lib/contracts/commit-lanes";

/** What the query string of the lanes holds: a narrowed page is a link. */
export const LANE_FILTERS = {
  source: parseAsString.withDefault(""),
  pipeline: parseAsArrayOf(parseAsString).withDefault([]),
  commits: parseAsInteger.withDefault(DEFAULT_COMMITS),
} as const;

/** The two sides of a comparison, as `endToText` writes them; a side that is chosen later is empty. */
export const LANE_COMPARISON = {
  compare: parseAsArrayOf(parseAsString),
} as const;

/** The question the filters ask; what is not set is left out, so that equal questions share one cache entry. */
export function laneQuestion({
  source,
  pipeline,
  commits,
}: inferParserType<typeof LANE_FILTERS>): Partial<LaneFilters> {
  return {
    ...(source && { source }),
    ...(pipeline.length > 0 && { pipeline }),
    ...(commits !== DEFAULT_COMMITS && { commits }),
  };
}
