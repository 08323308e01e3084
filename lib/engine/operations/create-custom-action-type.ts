import { isDeepStrictEqual } from "node:util";
import { checkActionType } from "../action-types/check-action-type";
import { findRegistered, type RegisteredActionType } from "../action-types/registered-action-type";
import { AwsServiceError } from "../aws-service-error";
import type { CreateCustomActionTypeInput, CreateCustomActionTypeOutput } from "../protocol/generated/service-types";
import { describeActionType, registeredWireType } from "./action-type-output";
import type { Operation } from "./operation";
import { checkTags } from "./tags";

/**
 * Registers a custom action type. One that was deleted comes back only as it was; any other definition needs a version
 * that was never used.
 */
export const createCustomActionType: Operation<CreateCustomActionTypeInput, CreateCustomActionTypeOutput> = async (
  input,
  { engine, accountId },
) => {
  const tags = input.tags ?? [];
  checkTags(tags, engine.quotas);
  const type = typeOf(input);
  checkActionType(type);
  const types = await engine.store.listActionTypes();
  const before = findRegistered(types, type.id);
  if (before) checkReturn(before, type);
  const live = types.filter(({ id, isDeleted }) => id.owner === "Custom" && !isDeleted);
  if (live.length >= engine.quotas.customActionTypes) {
    throw new AwsServiceError(
      "LimitExceededException",
      `Account '${accountId}' has ${engine.quotas.customActionTypes} custom action types already`,
    );
  }
  await engine.store.putActionType(type);
  return { actionType: registeredWireType(type), tags };
};

function typeOf(input: CreateCustomActionTypeInput): RegisteredActionType {
  const { category, provider, version, settings = {}, configurationProperties = [], tags = [] } = input;
  const { inputArtifactDetails, outputArtifactDetails } = input;
  return {
    id: { category, owner: "Custom", provider, version },
    settings,
    properties: configurationProperties,
    inputs: { min: inputArtifactDetails.minimumCount, max: inputArtifactDetails.maximumCount },
    outputs: { min: outputArtifactDetails.minimumCount, max: outputArtifactDetails.maximumCount },
    tags,
    isDeleted: false,
  };
}

function checkReturn(before: RegisteredActionType, type: RegisteredActionType): void {
  if (!before.isDeleted) {
    throw new AwsServiceError("InvalidActionTypeException", `${describeActionType(type.id)} already exists`);
  }
  const isSame = isDeepStrictEqual({ ...before, tags: [], isDeleted: false }, { ...type, tags: [] });
  if (isSame) return;
  throw new AwsServiceError(
    "InvalidActionTypeException",
    `${describeActionType(type.id)} was deleted and can be created again only with the definition it had; use another version`,
  );
}
