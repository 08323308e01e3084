import type { Metadata } from "next";
import { NewPipelineForm } from "@/components/editor/new-pipeline/new-pipeline-form";
import { Page } from "@/components/layout/page";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import { listConnections } from "@/lib/server/connections/list-connections";
import { createPipelineAction } from "./actions";

export const metadata: Metadata = { title: "New pipeline" };

export default async function NewPipelinePage() {
  const viewer = await requireViewer();
  const { connections } = await listConnections(viewer);
  return (
    <Page crumbs={[{ label: "Pipelines", href: "/pipelines" }, { label: "New pipeline" }]}>
      <NewPipelineForm
        connections={connections.filter(({ isDemo }) => !isDemo)}
        canEdit={can(viewer.role, "edit")}
        createPipeline={createPipelineAction}
      />
    </Page>
  );
}
