import { fleet, fleetFilters } from "@/lib/contracts/pipeline-summary";
import { listPipelines } from "@/lib/server/pipelines/list-pipelines";
import { route } from "@/lib/server/route";

export const GET = route({
  params: fleetFilters,
  output: fleet,
  handle: ({ viewer, params }) => listPipelines(viewer, params),
});
