import type { UpdatePipelineInput, UpdatePipelineOutput } from "../protocol/generated/service-types";
import { checkDeclaration } from "./check-declaration";
import { checkPolling } from "./check-polling";
import { currentDeclaration, submit } from "./find";
import type { Operation } from "./operation";
import { maskSecrets, restoreSecrets } from "./secrets";

/**
 * Replaces the whole declaration and raises the version by one; the version sent is no lock. Starts nothing.
 * A missing pipeline is PipelineNotFoundException, which the service model does not list here.
 */
export const updatePipeline: Operation<UpdatePipelineInput, UpdatePipelineOutput> = async (input, context) => {
  const types = await context.engine.store.listActionTypes();
  const declaration = checkDeclaration(input.pipeline, context, types);
  checkPolling(declaration, context);
  const state = await submit(context, declaration.name, (current) => ({
    type: "pipelineUpdated",
    declaration: restoreSecrets(declaration, currentDeclaration(current), types),
  }));
  return { pipeline: maskSecrets(currentDeclaration(state), types) };
};
