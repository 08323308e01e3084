import { newestLogLines } from "@/lib/contracts/log";
import { pathSegment } from "@/lib/contracts/path-segment";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { getNewestLogLines } from "@/lib/server/logs/get-log-lines";
import { route } from "@/lib/server/route";

export const GET = route({
  params: executionAddress.extend({ actionExecutionId: pathSegment }),
  output: newestLogLines,
  handle: ({ viewer, params }) => getNewestLogLines(viewer, params),
});
