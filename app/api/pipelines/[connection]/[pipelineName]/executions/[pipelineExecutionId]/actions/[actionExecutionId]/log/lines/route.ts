import { z } from "zod";
import { logLines } from "@/lib/contracts/log";
import { pathSegment } from "@/lib/contracts/path-segment";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { getLogLines } from "@/lib/server/logs/get-log-lines";
import { route } from "@/lib/server/route";

const lineNumber = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const GET = route({
  params: executionAddress.extend({
    actionExecutionId: pathSegment,
    from: lineNumber,
    to: lineNumber,
    column: lineNumber.optional(),
  }),
  output: logLines,
  handle: ({ viewer, params: { from, to, column, ...address }, request }) =>
    getLogLines(viewer, address, { from, to, column, signal: request.signal }),
});
