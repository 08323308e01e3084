import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PipelineView } from "@/components/execution/pipeline/pipeline-view";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { pipelineQuery } from "@/lib/queries/pipelines";
import { getPipeline } from "@/lib/server/pipelines/get-pipeline";

interface PipelinePageProps {
  readonly params: Promise<{ connection: string; pipelineName: string }>;
}

export async function generateMetadata({ params }: PipelinePageProps): Promise<Metadata> {
  return { title: pipelineAddress.parse(await params).pipelineName };
}

export default async function PipelinePage({ params }: PipelinePageProps) {
  const { connection, pipelineName } = pipelineAddress.parse(await params);
  const viewer = await requireViewer();
  const client = new QueryClient();
  await client.prefetchQuery({
    ...pipelineQuery(connection, pipelineName),
    queryFn: () => getPipeline(viewer, { connection, pipelineName }),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PipelineView
        key={`${connection}/${pipelineName}`}
        connection={connection}
        pipelineName={pipelineName}
        canOperate={can(viewer.role, "operate")}
        canEdit={can(viewer.role, "edit")}
        canManage={can(viewer.role, "manage")}
      />
    </HydrationBoundary>
  );
}
