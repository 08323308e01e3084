import { executionPast } from "@/lib/contracts/execution-past";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { getExecutionPast } from "@/lib/server/executions/get-execution-past";
import { route } from "@/lib/server/route";

export const GET = route({
  params: executionAddress,
  output: executionPast,
  handle: ({ viewer, params }) => getExecutionPast(viewer, params),
});
