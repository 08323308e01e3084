import { z } from "zod";
import { logPage } from "@/lib/contracts/log-page";
import { pathSegment } from "@/lib/contracts/path-segment";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { getLogEvents } from "@/lib/server/executions/get-log-events";
import { route } from "@/lib/server/route";

export const GET = route({
  params: executionAddress.extend({ actionExecutionId: pathSegment, nextToken: z.string().max(2048).optional() }),
  output: logPage,
  handle: ({ viewer, params: { nextToken, ...address } }) => getLogEvents(viewer, address, { nextToken }),
});
