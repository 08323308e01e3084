import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Board } from "@/components/fleet/board/board";
import { findViewer } from "@/lib/auth/session";
import { connectionsQuery } from "@/lib/queries/connections";
import { fleetQuery } from "@/lib/queries/fleet";
import { listConnections } from "@/lib/server/connections/list-connections";
import { getFleet } from "@/lib/server/pipelines/get-fleet";

export const metadata: Metadata = { title: "Wall board" };

/** Outside the shell: a board has the screen for itself. */
export default async function BoardPage() {
  const viewer = await findViewer();
  if (!viewer) redirect("/sign-in?callbackUrl=/board");
  const client = new QueryClient();
  await Promise.all([
    client.prefetchQuery({ ...fleetQuery(), queryFn: () => getFleet(viewer) }),
    client.prefetchQuery({ ...connectionsQuery(), queryFn: () => listConnections(viewer) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Board />
    </HydrationBoundary>
  );
}
