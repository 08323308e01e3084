import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { LANE_FILTERS, laneQuestion } from "@/components/lanes/lane-filters";
import { LanesPage } from "@/components/lanes/lanes-page";
import { requireViewer } from "@/lib/auth/session";
import { DEFAULT_COMMITS } from "@/lib/contracts/commit-lanes";
import { commitLanesQuery } from "@/lib/queries/commit-lanes";
import { getCommitLanes } from "@/lib/server/lanes/get-commit-lanes";

export const metadata: Metadata = { title: "Commit lanes" };

const loadFilters = createLoader(LANE_FILTERS);

export default async function CommitLanesPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const question = laneQuestion(await loadFilters(searchParams));
  const queryClient = new QueryClient();
  await queryClient.prefetchQuery({
    ...commitLanesQuery(question),
    queryFn: () => getCommitLanes(viewer, { pipeline: [], commits: DEFAULT_COMMITS, ...question }),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <LanesPage />
    </HydrationBoundary>
  );
}
