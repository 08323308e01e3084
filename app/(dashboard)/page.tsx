import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { OverviewView } from "@/components/overview/overview-view";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { overviewQuery } from "@/lib/queries/overview";
import { getOverview } from "@/lib/server/pipelines/get-overview";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const viewer = await requireViewer();
  const queryClient = new QueryClient();
  await queryClient.prefetchQuery({ ...overviewQuery(), queryFn: () => getOverview(viewer) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <OverviewView canEdit={can(viewer.role, "edit")} canManage={can(viewer.role, "manage")} />
    </HydrationBoundary>
  );
}
