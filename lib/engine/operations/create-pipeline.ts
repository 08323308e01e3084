import { AwsServiceError } from "../aws-service-error";
import type { CreatePipelineInput, CreatePipelineOutput } from "../protocol/generated/service-types";
import { checkDeclaration } from "./check-declaration";
import { currentDeclaration, getState } from "./find";
import type { Operation } from "./operation";
import { maskSecrets } from "./secrets";
import { checkTags } from "./tags";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MAX_PIPELINES = 1000;

/** Creates a pipeline, version 1 whatever was sent, and starts its first execution. */
export const createPipeline: Operation<CreatePipelineInput, CreatePipelineOutput> = async (input, context) => {
  const { engine, accountId, principalArn } = context;
  const tags = input.tags ?? [];
  checkTags(tags);
  const types = await engine.store.listActionTypes();
  const declaration = checkDeclaration(input.pipeline, context, types);
  if ((await engine.store.countPipelines()) >= MAX_PIPELINES) {
    throw new AwsServiceError(
      "LimitExceededException",
      `Account '${accountId}' has ${MAX_PIPELINES} pipelines already`,
    );
  }
  const isNew = await engine.createPipeline(declaration, { tags, principalArn });
  if (!isNew) {
    throw new AwsServiceError(
      "PipelineNameInUseException",
      `A pipeline with the name '${declaration.name}' already exists in account '${accountId}'`,
    );
  }
  return { pipeline: maskSecrets(currentDeclaration(getState(context, declaration.name)), types), tags };
};
