import { queryOptions } from "@tanstack/react-query";
import { deliveryAnalytics, type AnalyticsQueryInput } from "@/lib/contracts/analytics";
import { getJson } from "./get-json";

/** Delivery figures; finished executions invalidate `["analytics"]`. */
export function deliveryAnalyticsQuery(input: AnalyticsQueryInput) {
  const { connection, pipeline, from, to } = input;
  const search = new URLSearchParams({ ...(connection && { connection }), ...(pipeline && { pipeline }), from, to });
  return queryOptions({
    queryKey: ["analytics", connection ?? "", pipeline ?? "", from, to],
    queryFn: ({ signal }) => getJson(deliveryAnalytics, `/api/analytics?${search.toString()}`, { signal }),
    placeholderData: (previous) => previous,
  });
}
