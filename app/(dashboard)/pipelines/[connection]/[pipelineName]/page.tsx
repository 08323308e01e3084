import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PipelineView } from "@/components/execution/pipeline/pipeline-view";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import { executionQuery } from "@/lib/queries/executions";
import { pipelineQuery } from "@/lib/queries/pipelines";
import { getExecution } from "@/lib/server/executions/get-execution";
import { getPipeline } from "@/lib/server/pipelines/get-pipeline";

/** The others are read by the browser. */
const MOST_PREFETCHED = 6;

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
  const pipeline = client.getQueryData(pipelineQuery(connection, pipelineName).queryKey);
  await Promise.all(
    shownExecutions(pipeline).map((pipelineExecutionId) =>
      client.prefetchQuery({
        ...executionQuery({ connection, pipelineName, pipelineExecutionId }),
        queryFn: () => getExecution(viewer, { connection, pipelineName, pipelineExecutionId }),
        retry: false,
      }),
    ),
  );
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

/** What the graph shows first: the latest execution, and those that are in the stages. */
function shownExecutions(pipeline: PipelineDetail | undefined): readonly string[] {
  const latest = pipeline?.latestExecution?.pipelineExecutionId;
  const inStages = (pipeline?.stageExecutions ?? []).map(({ pipelineExecutionId }) => pipelineExecutionId);
  return [...new Set([...(latest ? [latest] : []), ...inStages])].slice(0, MOST_PREFETCHED);
}
