import { pipelineFilters, pipelineList } from "@/lib/contracts/pipeline-summary";
import { listPipelines } from "@/lib/server/pipelines/list-pipelines";
import { route } from "@/lib/server/route";

export const GET = route({
  params: pipelineFilters,
  output: pipelineList,
  handle: ({ viewer, params }) => listPipelines(viewer, params),
});
