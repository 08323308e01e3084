import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { pipelineTags, tagsToSave } from "@/lib/contracts/pipeline-tags";
import { getTags } from "@/lib/server/pipelines/get-tags";
import { setTags } from "@/lib/server/pipelines/set-tags";
import { route } from "@/lib/server/route";

export const GET = route({
  params: pipelineAddress,
  output: pipelineTags,
  handle: ({ viewer, params }) => getTags(viewer, params),
});

export const PUT = route({
  params: pipelineAddress,
  input: tagsToSave,
  output: pipelineTags,
  handle: ({ viewer, params, input }) => setTags(viewer, params, input),
});
