import type { DeletePipelineInput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";

/** Deletes the pipeline and its history, and ends what runs. A missing one is deleted already. */
export const deletePipeline: Operation<DeletePipelineInput, void> = async ({ name }, { engine }) => {
  await engine.deletePipeline(name);
};
