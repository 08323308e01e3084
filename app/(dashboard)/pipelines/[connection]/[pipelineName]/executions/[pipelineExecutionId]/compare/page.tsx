import type { Metadata } from "next";
import { CompareView } from "@/components/execution/compare/compare-view";
import { executionAddress } from "@/lib/contracts/pipeline-address";

interface ComparePageProps {
  readonly params: Promise<{ connection: string; pipelineName: string; pipelineExecutionId: string }>;
}

export async function generateMetadata({ params }: ComparePageProps): Promise<Metadata> {
  const { pipelineName, pipelineExecutionId } = executionAddress.parse(await params);
  return { title: `Compare ${pipelineExecutionId.slice(0, 8)} of ${pipelineName}` };
}

export default async function ComparePage({ params }: ComparePageProps) {
  const address = executionAddress.parse(await params);
  return <CompareView key={address.pipelineExecutionId} address={address} />;
}
