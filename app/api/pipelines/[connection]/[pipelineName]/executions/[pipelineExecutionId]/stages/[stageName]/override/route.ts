import { pathSegment } from "@/lib/contracts/path-segment";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { overrideStageConditionInput } from "@/lib/contracts/stage-condition";
import { executionReference } from "@/lib/contracts/start-execution";
import { overrideStageCondition } from "@/lib/server/executions/override-stage-condition";
import { route } from "@/lib/server/route";

export const POST = route({
  params: executionAddress.extend({ stageName: pathSegment }),
  input: overrideStageConditionInput,
  output: executionReference,
  handle: ({ viewer, params, input }) => overrideStageCondition(viewer, params, input),
});
