import { executionFilters, executionPage } from "@/lib/contracts/execution-summary";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { executionReference, startExecutionInput } from "@/lib/contracts/start-execution";
import { listExecutions } from "@/lib/server/executions/list-executions";
import { startExecution } from "@/lib/server/executions/start-execution";
import { route } from "@/lib/server/route";

export const GET = route({
  params: pipelineAddress.extend(executionFilters.shape),
  output: executionPage,
  handle: ({ viewer, params: { connection, pipelineName, ...filters } }) =>
    listExecutions(viewer, { connection, pipelineName }, filters),
});

export const POST = route({
  params: pipelineAddress,
  input: startExecutionInput,
  output: executionReference,
  handle: ({ viewer, params, input }) => startExecution(viewer, params, input),
});
