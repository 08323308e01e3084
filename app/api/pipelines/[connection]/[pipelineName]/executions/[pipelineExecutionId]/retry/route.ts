import { executionAddress } from "@/lib/contracts/pipeline-address";
import { retryStageInput } from "@/lib/contracts/retry-stage";
import { executionReference } from "@/lib/contracts/start-execution";
import { retryStage } from "@/lib/server/executions/retry-stage";
import { route } from "@/lib/server/route";

export const POST = route({
  params: executionAddress,
  input: retryStageInput,
  output: executionReference,
  handle: ({ viewer, params, input }) => retryStage(viewer, params, input),
});
