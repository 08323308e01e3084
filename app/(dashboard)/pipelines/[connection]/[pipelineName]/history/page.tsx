import type { Metadata } from "next";
import { HistoryView } from "@/components/execution/history/history-view";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";

interface HistoryPageProps {
  readonly params: Promise<{ connection: string; pipelineName: string }>;
}

export async function generateMetadata({ params }: HistoryPageProps): Promise<Metadata> {
  return { title: `History of ${pipelineAddress.parse(await params).pipelineName}` };
}

export default async function HistoryPage({ params }: HistoryPageProps) {
  const { connection, pipelineName } = pipelineAddress.parse(await params);
  return <HistoryView key={`${connection}/${pipelineName}`} connection={connection} pipelineName={pipelineName} />;
}
