import { executionDetail } from "@/lib/contracts/execution-detail";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { getExecution } from "@/lib/server/executions/get-execution";
import { route } from "@/lib/server/route";

export const GET = route({
  params: executionAddress,
  output: executionDetail,
  isShared: true,
  handle: ({ viewer, params }) => getExecution(viewer, params),
});
