import { executionAddress } from "@/lib/contracts/pipeline-address";
import { executionReference } from "@/lib/contracts/start-execution";
import { stopExecutionInput } from "@/lib/contracts/stop-execution";
import { stopExecution } from "@/lib/server/executions/stop-execution";
import { route } from "@/lib/server/route";

export const POST = route({
  params: executionAddress,
  input: stopExecutionInput,
  output: executionReference,
  handle: ({ viewer, params, input }) => stopExecution(viewer, params, input),
});
