import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { publishInput, publishResult } from "@/lib/contracts/publish-pipeline";
import { publishPipeline } from "@/lib/server/pipelines/publish-pipeline";
import { route } from "@/lib/server/route";

export const POST = route({
  params: pipelineAddress,
  input: publishInput,
  output: publishResult,
  handle: ({ viewer, params, input }) => publishPipeline(viewer, params, input),
});
