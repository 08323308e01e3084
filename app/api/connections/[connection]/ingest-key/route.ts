import { z } from "zod";
import { ingestKey } from "@/lib/contracts/connection";
import { pathSegment } from "@/lib/contracts/path-segment";
import { renewIngestKey } from "@/lib/server/connections/renew-ingest-key";
import { route } from "@/lib/server/route";

export const POST = route({
  params: z.object({ connection: pathSegment }),
  output: ingestKey,
  handle: ({ viewer, params, request }) => renewIngestKey(viewer, params.connection, new URL(request.url).origin),
});
