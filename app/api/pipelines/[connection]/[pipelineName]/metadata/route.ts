import { done } from "@/lib/contracts/done";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { definitionMetadata } from "@/lib/pipeline/formats/metadata";
import { keepMetadata } from "@/lib/server/drafts/keep-metadata";
import { route } from "@/lib/server/route";

export const PUT = route({
  params: pipelineAddress,
  input: definitionMetadata,
  output: done,
  handle: async ({ viewer, params, input }) => {
    await keepMetadata(viewer, params, input);
    return {};
  },
});
