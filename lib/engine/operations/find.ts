import type { PipelineDeclaration, StageDeclaration } from "@/lib/pipeline/declaration";
import { AwsServiceError } from "../aws-service-error";
import type { Decide } from "../engine";
import type { PipelineState } from "../state";
import type { OperationContext } from "./operation";

/** @throws PipelineNotFoundException */
export function getState({ engine, accountId }: OperationContext, pipelineName: string): PipelineState {
  const state = engine.stateOf(pipelineName);
  if (!state) throw pipelineNotFound(accountId, pipelineName);
  return state;
}

/** Lets the pipeline decide in its turn. @throws PipelineNotFoundException, and whatever `decide` refuses with */
export async function submit(
  { engine, accountId }: Pick<OperationContext, "engine" | "accountId">,
  pipelineName: string,
  decide: Decide,
): Promise<PipelineState> {
  const state = await engine.submit(pipelineName, decide);
  if (!state) throw pipelineNotFound(accountId, pipelineName);
  return state;
}

export function currentDeclaration(state: PipelineState): PipelineDeclaration {
  const declaration = state.declarations[state.version];
  if (!declaration) throw new Error(`Version ${state.version} of pipeline ${state.pipelineName} is missing.`);
  return declaration;
}

/** A stage of the current version. @throws StageNotFoundException */
export function getStage(state: PipelineState, stageName: string): StageDeclaration {
  const stage = currentDeclaration(state).stages.find(({ name }) => name === stageName);
  if (!stage) {
    throw new AwsServiceError(
      "StageNotFoundException",
      `The pipeline '${state.pipelineName}' does not have a stage with name '${stageName}'`,
    );
  }
  return stage;
}

export function pipelineNotFound(accountId: string, pipelineName: string): AwsServiceError {
  return new AwsServiceError(
    "PipelineNotFoundException",
    `Account '${accountId}' does not have a pipeline with name '${pipelineName}'`,
  );
}
