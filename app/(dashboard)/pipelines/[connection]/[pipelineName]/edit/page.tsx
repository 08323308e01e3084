import type { Metadata } from "next";
import { EditorApp } from "@/components/editor/editor-app";
import { requireViewer } from "@/lib/auth/session";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { getEditablePipeline } from "@/lib/server/drafts/get-editable-pipeline";

interface EditPageProps {
  readonly params: Promise<{ connection: string; pipelineName: string }>;
}

export async function generateMetadata({ params }: EditPageProps): Promise<Metadata> {
  return { title: `Edit ${pipelineAddress.parse(await params).pipelineName}` };
}

export default async function EditPage({ params }: EditPageProps) {
  const address = pipelineAddress.parse(await params);
  const pipeline = await getEditablePipeline(await requireViewer(), address);
  return <EditorApp key={`${address.connection}/${address.pipelineName}`} pipeline={pipeline} />;
}
