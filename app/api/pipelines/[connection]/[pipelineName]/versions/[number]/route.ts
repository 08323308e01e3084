import { z } from "zod";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { pipelineVersion } from "@/lib/contracts/pipeline-version";
import { route } from "@/lib/server/route";
import { getVersion } from "@/lib/server/versions/get-version";

export const GET = route({
  params: pipelineAddress.extend({ number: z.coerce.number().int().positive() }),
  output: pipelineVersion,
  handle: ({ viewer, params }) => getVersion(viewer, params, params.number),
});
