import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ExecutionView } from "@/components/execution/execution-view";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { executionQuery } from "@/lib/queries/executions";
import { executionHref } from "@/lib/queries/urls";
import { findByShortId } from "@/lib/server/executions/find-by-short-id";
import { getExecution } from "@/lib/server/executions/get-execution";

interface ExecutionPageProps {
  readonly params: Promise<{ connection: string; pipelineName: string; pipelineExecutionId: string }>;
}

export async function generateMetadata({ params }: ExecutionPageProps): Promise<Metadata> {
  const { pipelineName, pipelineExecutionId } = executionAddress.parse(await params);
  return { title: `${pipelineExecutionId.slice(0, 8)} of ${pipelineName}` };
}

export default async function ExecutionPage({ params }: ExecutionPageProps) {
  const address = executionAddress.parse(await params);
  const viewer = await requireViewer();
  const wholeId = await findByShortId(viewer, address);
  if (wholeId) redirect(executionHref(address.connection, address.pipelineName, wholeId));
  const client = new QueryClient();
  // What cannot be read here is asked for again, and explained, in the browser.
  await client.prefetchQuery({
    ...executionQuery(address),
    queryFn: () => getExecution(viewer, address),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ExecutionView key={address.pipelineExecutionId} address={address} canOperate={can(viewer.role, "operate")} />
    </HydrationBoundary>
  );
}
