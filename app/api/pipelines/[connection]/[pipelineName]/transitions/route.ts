import { done } from "@/lib/contracts/done";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { transitionInput } from "@/lib/contracts/transition";
import { setTransition } from "@/lib/server/pipelines/set-transition";
import { route } from "@/lib/server/route";

export const PUT = route({
  params: pipelineAddress,
  input: transitionInput,
  output: done,
  async handle({ viewer, params, input }) {
    await setTransition(viewer, params, input);
    return {};
  },
});
