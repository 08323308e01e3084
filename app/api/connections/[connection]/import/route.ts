import { z } from "zod";
import { importResult } from "@/lib/contracts/connection";
import { pathSegment } from "@/lib/contracts/path-segment";
import { importPipelines } from "@/lib/server/connections/import-pipelines";
import { route } from "@/lib/server/route";

export const POST = route({
  params: z.object({ connection: pathSegment }),
  output: importResult,
  handle: ({ viewer, params }) => importPipelines(viewer, params.connection),
});
