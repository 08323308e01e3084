import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { commitLanes, type LaneFilters } from "@/lib/contracts/commit-lanes";
import { getJson } from "./get-json";
import { withQuery } from "./urls";

/** Commits by stages; every execution that moves invalidates `["lanes"]`. */
export function commitLanesQuery(filters: Partial<LaneFilters>) {
  return queryOptions({
    queryKey: ["lanes", { filters }],
    queryFn: ({ signal }) => getJson(commitLanes, withQuery("/api/lanes", filters), { signal }),
    placeholderData: keepPreviousData,
  });
}
