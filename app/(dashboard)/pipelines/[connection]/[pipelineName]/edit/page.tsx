import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditorApp } from "@/components/editor/editor-app";
import { requireViewer } from "@/lib/auth/session";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { PenstockError } from "@/lib/errors";
import { getEditablePipeline } from "@/lib/server/drafts/get-editable-pipeline";

interface EditPageProps {
  readonly params: Promise<{ connection: string; pipelineName: string }>;
}

export async function generateMetadata({ params }: EditPageProps): Promise<Metadata> {
  return { title: `Edit ${pipelineAddress.parse(await params).pipelineName}` };
}

export default async function EditPage({ params }: EditPageProps) {
  const address = pipelineAddress.parse(await params);
  const pipeline = await getEditablePipeline(await requireViewer(), address).catch((error: unknown) => {
    if (error instanceof PenstockError && error.code === "not_found") notFound();
    throw error;
  });
  return <EditorApp key={`${address.connection}/${address.pipelineName}`} pipeline={pipeline} />;
}
