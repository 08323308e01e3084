import { done } from "@/lib/contracts/done";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { pipelineDetail } from "@/lib/contracts/pipeline-detail";
import { deletePipeline } from "@/lib/server/pipelines/delete-pipeline";
import { getPipeline } from "@/lib/server/pipelines/get-pipeline";
import { route } from "@/lib/server/route";

export const GET = route({
  params: pipelineAddress,
  output: pipelineDetail,
  isShared: true,
  handle: ({ viewer, params }) => getPipeline(viewer, params),
});

export const DELETE = route({
  params: pipelineAddress,
  output: done,
  async handle({ viewer, params }) {
    await deletePipeline(viewer, params);
    return {};
  },
});
