import { AwsServiceError } from "../aws-service-error";
import type { CreatePipelineInput, CreatePipelineOutput } from "../protocol/generated/service-types";
import { checkDeclaration } from "./check-declaration";
import { currentDeclaration, getState } from "./find";
import type { Operation } from "./operation";
import { maskSecrets } from "./secrets";
import { checkPolling } from "./check-polling";
import { checkTags } from "./tags";

/** Creates a pipeline, version 1 whatever was sent, and starts its first execution. */
export const createPipeline: Operation<CreatePipelineInput, CreatePipelineOutput> = async (input, context) => {
  const { engine, accountId, principalArn } = context;
  const tags = input.tags ?? [];
  checkTags(tags, engine.quotas);
  const types = await engine.store.listActionTypes();
  const declaration = checkDeclaration(input.pipeline, context, types);
  // Before the quotas: who makes a pipeline unless it is there is to learn that it is, in a full account too.
  if (engine.stateOf(declaration.name)) throw nameInUse(declaration.name, accountId);
  if ((await engine.store.countPipelines()) >= engine.quotas.pipelines) {
    throw new AwsServiceError(
      "LimitExceededException",
      `Account '${accountId}' has ${engine.quotas.pipelines} pipelines already`,
    );
  }
  checkPolling(declaration, context);
  const isNew = await engine.createPipeline(declaration, { tags, principalArn });
  if (!isNew) throw nameInUse(declaration.name, accountId);
  return { pipeline: maskSecrets(currentDeclaration(getState(context, declaration.name)), types), tags };
};

function nameInUse(name: string, accountId: string): AwsServiceError {
  return new AwsServiceError(
    "PipelineNameInUseException",
    `A pipeline with the name '${name}' already exists in account '${accountId}'`,
  );
}
