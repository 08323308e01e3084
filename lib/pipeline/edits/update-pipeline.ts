import type { Draft } from "../draft";
import { patch } from "./change";

export type PipelineChange = Partial<Omit<Draft, "name" | "stages">>;

/** Sets members of the pipeline itself; `undefined` removes one. The name is the pipeline's identity and stays. */
export function updatePipeline(draft: Draft, change: PipelineChange): Draft {
  return patch<Draft>(draft, change);
}
