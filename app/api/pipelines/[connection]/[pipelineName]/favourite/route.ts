import { z } from "zod";
import { done } from "@/lib/contracts/done";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { setFavourite } from "@/lib/server/pipelines/set-favourite";
import { route } from "@/lib/server/route";

export const PUT = route({
  params: pipelineAddress,
  input: z.object({ isFavourite: z.boolean() }),
  output: done,
  async handle({ viewer, params, input }) {
    await setFavourite(viewer, params, input);
    return {};
  },
});
