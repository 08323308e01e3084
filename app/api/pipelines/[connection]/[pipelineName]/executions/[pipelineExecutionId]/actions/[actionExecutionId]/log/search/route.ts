import { z } from "zod";
import { logSearch } from "@/lib/contracts/log";
import { pathSegment } from "@/lib/contracts/path-segment";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { searchLog } from "@/lib/server/logs/search-log";
import { route } from "@/lib/server/route";

export const GET = route({
  params: executionAddress.extend({
    actionExecutionId: pathSegment,
    text: z
      .string()
      .max(1_000)
      .regex(/^[^\r\n]*$/, "A search is for text within one line."),
    isCaseSensitive: z.stringbool().default(false),
    match: z.coerce.number().int().optional(),
    near: z.coerce.number().int().min(0).optional(),
  }),
  output: logSearch,
  handle: ({ viewer, params: { text, isCaseSensitive, match, near, ...address }, request }) =>
    searchLog(viewer, address, { text, isCaseSensitive, match, near, signal: request.signal }),
});
