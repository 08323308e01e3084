import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { FLEET_FILTERS, fleetQuestion } from "@/components/fleet/fleet-filters";
import { FleetPage } from "@/components/fleet/fleet-page";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { fleetQuery } from "@/lib/queries/pipelines";
import { listPipelines } from "@/lib/server/pipelines/list-pipelines";

export const metadata: Metadata = { title: "Pipelines" };

const loadFilters = createLoader(FLEET_FILTERS);

export default async function PipelinesPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const question = fleetQuestion(await loadFilters(searchParams));
  const queryClient = new QueryClient();
  await queryClient.prefetchQuery({ ...fleetQuery(question), queryFn: () => listPipelines(viewer, question) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <FleetPage canEdit={can(viewer.role, "edit")} />
    </HydrationBoundary>
  );
}
