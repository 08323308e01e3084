import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ApprovalsView } from "@/components/execution/approval/inbox/approvals-view";
import { requireViewer } from "@/lib/auth/session";
import { approvalsQuery } from "@/lib/queries/approvals";
import { listApprovals } from "@/lib/server/approvals/list-approvals";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage() {
  const viewer = await requireViewer();
  const client = new QueryClient();
  await client.prefetchQuery({ ...approvalsQuery(), queryFn: () => listApprovals(viewer), retry: false });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ApprovalsView />
    </HydrationBoundary>
  );
}
