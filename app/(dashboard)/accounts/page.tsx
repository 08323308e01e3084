import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ConnectionsView } from "@/components/connections/connections-view";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { connectionsQuery } from "@/lib/queries/connections";
import { listConnections } from "@/lib/server/connections/list-connections";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const viewer = await requireViewer();
  const queryClient = new QueryClient();
  await queryClient.prefetchQuery({ ...connectionsQuery(), queryFn: () => listConnections(viewer) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ConnectionsView canManage={can(viewer.role, "manage")} canEdit={can(viewer.role, "edit")} />
    </HydrationBoundary>
  );
}
