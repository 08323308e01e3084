import { actionTypesIn, registeredTypesOf } from "../action-types/registered-types-of";
import { AwsServiceError } from "../aws-service-error";
import type { GetPipelineInput, GetPipelineOutput } from "../protocol/generated/service-types";
import { pollingDisabledAt } from "../source-watch/polling-pause";
import { epochSeconds } from "./epoch-seconds";
import { getState, pipelineNotFound } from "./find";
import type { Operation } from "./operation";
import { pipelineArn } from "./pipeline-arn";
import { maskSecrets } from "./secrets";

/** The current version, or the one asked for, with its secrets masked. */
export const getPipeline: Operation<GetPipelineInput, GetPipelineOutput> = async ({ name, version }, context) => {
  const { version: currentVersion } = getState(context, name);
  const { store } = context.engine;
  const record = await store.findPipeline(name);
  const declaration = await store.findDeclaration(name, version ?? currentVersion);
  // It may have been deleted meanwhile.
  if (!record) throw pipelineNotFound(context.accountId, name);
  if (!declaration) {
    throw new AwsServiceError(
      "PipelineVersionNotFoundException",
      `The pipeline '${name}' does not have a version ${version ?? currentVersion}`,
    );
  }
  const disabledAt = await pollingDisabledAt(name, store, context.engine.clock.now());
  return {
    pipeline: maskSecrets(declaration, await registeredTypesOf(store, actionTypesIn(declaration))),
    metadata: {
      pipelineArn: pipelineArn(context, name),
      created: epochSeconds(record.createdAt),
      updated: epochSeconds(record.updatedAt),
      ...(disabledAt !== null && { pollingDisabledAt: epochSeconds(disabledAt) }),
    },
  };
};
