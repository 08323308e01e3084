import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { COLUMNS_COOKIE, readHiddenColumns } from "@/components/fleet/fleet-columns";
import { FleetPage } from "@/components/fleet/fleet-page";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { connectionsQuery } from "@/lib/queries/connections";
import { fleetQuery } from "@/lib/queries/fleet";
import { fleetViewsQuery } from "@/lib/queries/fleet-views";
import { listConnections } from "@/lib/server/connections/list-connections";
import { listFleetViews } from "@/lib/server/fleet-views/list-fleet-views";
import { getFleet } from "@/lib/server/pipelines/get-fleet";

export const metadata: Metadata = { title: "Pipelines" };

export default async function PipelinesPage() {
  const viewer = await requireViewer();
  const client = new QueryClient();
  await Promise.all([
    client.prefetchQuery({ ...fleetQuery(), queryFn: () => getFleet(viewer) }),
    client.prefetchQuery({ ...connectionsQuery(), queryFn: () => listConnections(viewer) }),
    client.prefetchQuery({ ...fleetViewsQuery(), queryFn: () => listFleetViews(viewer) }),
  ]);
  const hiddenColumns = readHiddenColumns((await cookies()).get(COLUMNS_COOKIE)?.value);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FleetPage canEdit={can(viewer.role, "edit")} hiddenColumns={hiddenColumns} />
    </HydrationBoundary>
  );
}
