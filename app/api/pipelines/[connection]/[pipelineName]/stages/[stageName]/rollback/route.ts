import { pathSegment } from "@/lib/contracts/path-segment";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { rollbackStageInput, rollbackTargets } from "@/lib/contracts/rollback-stage";
import { executionReference } from "@/lib/contracts/start-execution";
import { listRollbackTargets } from "@/lib/server/executions/list-rollback-targets";
import { rollbackStage } from "@/lib/server/executions/rollback-stage";
import { route } from "@/lib/server/route";

const stageAddress = pipelineAddress.extend({ stageName: pathSegment });

export const GET = route({
  params: stageAddress,
  output: rollbackTargets,
  handle: ({ viewer, params }) => listRollbackTargets(viewer, params),
});

export const POST = route({
  params: stageAddress,
  input: rollbackStageInput,
  output: executionReference,
  handle: ({ viewer, params, input }) => rollbackStage(viewer, params, input),
});
