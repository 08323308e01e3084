import "server-only";
import { listPipelineTags } from "@/lib/aws/pipeline-tags";
import { getPipeline } from "@/lib/aws/pipelines";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { PipelineTags } from "@/lib/contracts/pipeline-tags";
import { findPipelineTags } from "@/lib/db/pipeline-tags";
import { sharedDb } from "@/lib/db/shared-client";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requirePipeline } from "./require-pipeline";

/** The tags the connection holds, or those that wait for the pipeline to be created. @throws PenstockError */
export async function getTags(viewer: Viewer, address: PipelineAddress): Promise<PipelineTags> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const stored = (await findPipelineTags(db, pipeline.id)) ?? [];
  if (pipeline.liveVersion === null || pipeline.isDemo) return { tags: [...stored], isLive: false };
  const { clients } = await requireTarget(db, address.connection);
  const { pipelineArn } = await getPipeline(clients, { name: pipeline.name });
  // An endpoint that tells no ARN can be told no tags either.
  const tags = pipelineArn === null ? stored : await listPipelineTags(clients, pipelineArn);
  return { tags: [...tags], isLive: true };
}
