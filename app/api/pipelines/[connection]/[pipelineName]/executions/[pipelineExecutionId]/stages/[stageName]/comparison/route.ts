import { pathSegment } from "@/lib/contracts/path-segment";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { stageComparison } from "@/lib/contracts/stage-comparison";
import { compareStage } from "@/lib/server/approvals/compare-stage";
import { route } from "@/lib/server/route";

export const GET = route({
  params: executionAddress.extend({ stageName: pathSegment }),
  output: stageComparison,
  handle: ({ viewer, params }) => compareStage(viewer, params, params.stageName),
});
