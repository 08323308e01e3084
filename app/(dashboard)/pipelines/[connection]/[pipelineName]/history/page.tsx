import type { Metadata } from "next";
import { HistoryView } from "@/components/execution/history/history-view";
import { pipelineParams } from "@/lib/contracts/pipeline-params";

interface HistoryPageProps {
  readonly params: Promise<{ connection: string; pipelineName: string }>;
}

export async function generateMetadata({ params }: HistoryPageProps): Promise<Metadata> {
  return { title: `History of ${pipelineParams.parse(await params).pipelineName}` };
}

export default async function HistoryPage({ params }: HistoryPageProps) {
  const { connection, pipelineName } = pipelineParams.parse(await params);
  return <HistoryView key={`${connection}/${pipelineName}`} connection={connection} pipelineName={pipelineName} />;
}
