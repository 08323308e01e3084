import type { Metadata } from "next";
import { PipelineView } from "@/components/execution/pipeline/pipeline-view";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";

interface PipelinePageProps {
  readonly params: Promise<{ connection: string; pipelineName: string }>;
}

export async function generateMetadata({ params }: PipelinePageProps): Promise<Metadata> {
  return { title: pipelineAddress.parse(await params).pipelineName };
}

export default async function PipelinePage({ params }: PipelinePageProps) {
  const { connection, pipelineName } = pipelineAddress.parse(await params);
  const { role } = await requireViewer();
  return (
    <PipelineView
      key={`${connection}/${pipelineName}`}
      connection={connection}
      pipelineName={pipelineName}
      canOperate={can(role, "operate")}
      canEdit={can(role, "edit")}
    />
  );
}
