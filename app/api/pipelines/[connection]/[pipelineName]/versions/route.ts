import { z } from "zod";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { pipelineVersionPage, pipelineVersionSummary, versionToSave } from "@/lib/contracts/pipeline-version";
import { route } from "@/lib/server/route";
import { listVersions } from "@/lib/server/versions/list-versions";
import { saveVersion } from "@/lib/server/versions/save-version";

export const GET = route({
  params: pipelineAddress.extend({ before: z.coerce.number().int().positive().optional() }),
  output: pipelineVersionPage,
  handle: ({ viewer, params }) => listVersions(viewer, params, params.before),
});

export const POST = route({
  params: pipelineAddress,
  input: versionToSave,
  output: pipelineVersionSummary,
  handle: ({ viewer, params, input }) => saveVersion(viewer, params, input),
});
