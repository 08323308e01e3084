import { z } from "zod";
import { logSummary } from "@/lib/contracts/log";
import { pathSegment } from "@/lib/contracts/path-segment";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { getLogSummary } from "@/lib/server/logs/get-log-summary";
import { route } from "@/lib/server/route";

export const GET = route({
  params: executionAddress.extend({ actionExecutionId: pathSegment, after: z.string().max(100).optional() }),
  output: logSummary,
  handle: ({ viewer, params: { after, ...address }, request }) =>
    getLogSummary(viewer, address, { after, signal: request.signal }),
});
