import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { AnalyticsView } from "@/components/analytics/analytics-view";
import { ANALYTICS_FILTERS, analyticsInput } from "@/components/analytics/filters";
import { requireViewer } from "@/lib/auth/session";
import { deliveryAnalyticsQuery } from "@/lib/queries/analytics";
import { getDeliveryAnalytics } from "@/lib/server/analytics/get-delivery-analytics";

export const metadata: Metadata = { title: "Analytics" };

const loadFilters = createLoader(ANALYTICS_FILTERS);

export default async function AnalyticsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const openedAt = Date.now();
  const input = analyticsInput(await loadFilters(searchParams), openedAt);
  const queryClient = new QueryClient();
  await queryClient.prefetchQuery({
    ...deliveryAnalyticsQuery(input),
    queryFn: () => getDeliveryAnalytics(viewer, input),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AnalyticsView openedAt={openedAt} />
    </HydrationBoundary>
  );
}
