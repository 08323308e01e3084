import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import { actionTypeFaults } from "../action-types/check-action-type";
import { findRegistered, type RegisteredActionType } from "../action-types/registered-action-type";
import { AwsServiceError } from "../aws-service-error";
import type { ActionTypeDeclaration, UpdateActionTypeInput } from "../protocol/generated/service-types";
import { actionTypeNotFound, describeActionType } from "./action-type-output";
import type { Operation } from "./operation";

/**
 * Replaces the declaration of a partner's action type. This account stands for every partner, so all ThirdParty types
 * are its own; a new one cannot be made here, as at the service, where AWS does that for the partner.
 */
export const updateActionType: Operation<UpdateActionTypeInput, void> = async ({ actionType }, { engine }) => {
  const type = registeredOf(actionType);
  const known = findRegistered(await engine.store.listActionTypes(), type.id) ?? findActionType(type.id);
  if (!known) throw actionTypeNotFound(type.id);
  if (type.id.owner !== "ThirdParty") {
    throw requestFailed(`${describeActionType(type.id)} is owned by AWS and cannot be updated`);
  }
  const [fault] = [...actionTypeFaults(type), ...executorFaults(actionType)];
  if (fault !== undefined) throw requestFailed(fault);
  await engine.store.putActionType(type);
};

function registeredOf(declaration: ActionTypeDeclaration): RegisteredActionType {
  const { id, urls = {}, properties = [], inputArtifactDetails, outputArtifactDetails } = declaration;
  const { configurationUrl, ...templates } = urls;
  return {
    id: { ...id, owner: id.owner === "AWS" ? "AWS" : "ThirdParty" },
    settings: { ...templates, ...(configurationUrl !== undefined && { thirdPartyConfigurationUrl: configurationUrl }) },
    properties: properties.map(({ name, optional, key, noEcho, queryable, description }) => ({
      name,
      required: !optional,
      key,
      secret: noEcho,
      ...(queryable !== undefined && { queryable }),
      ...(description !== undefined && { description }),
    })),
    inputs: { min: inputArtifactDetails.minimumCount, max: inputArtifactDetails.maximumCount },
    outputs: { min: outputArtifactDetails.minimumCount, max: outputArtifactDetails.maximumCount },
    tags: [],
    isDeleted: false,
    declaration,
  };
}

function executorFaults({ executor: { type, configuration } }: ActionTypeDeclaration): string[] {
  const isConfigured =
    type === "Lambda"
      ? configuration.lambdaExecutorConfiguration !== undefined
      : configuration.jobWorkerExecutorConfiguration !== undefined;
  return isConfigured ? [] : [`The configuration of the executor does not fit its type ${type}`];
}

function requestFailed(message: string): AwsServiceError {
  return new AwsServiceError("RequestFailedException", message);
}
