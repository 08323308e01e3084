import type { ActionType as CatalogueType } from "@/lib/pipeline/action-types/action-type";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import type { RegisteredActionType } from "../action-types/registered-action-type";
import { AwsServiceError } from "../aws-service-error";
import type { ActionType } from "../protocol/generated/service-types";
import { wireArtifactDetails, wireProperties } from "./catalogue-members";

/** A partner's description may be longer than the list has room for. */
const MAX_DESCRIPTION = 160;

/** A type of the catalogue as ListActionTypes answers it. */
export function catalogueWireType({ id, configuration, inputs, outputs }: CatalogueType): ActionType {
  return {
    id,
    settings: {},
    actionConfigurationProperties: wireProperties(configuration),
    inputArtifactDetails: wireArtifactDetails(inputs),
    outputArtifactDetails: wireArtifactDetails(outputs),
  };
}

export function registeredWireType({ id, settings, properties, inputs, outputs }: RegisteredActionType): ActionType {
  return {
    id,
    settings,
    actionConfigurationProperties: properties.map(({ description, ...property }) => ({
      ...property,
      ...(description !== undefined && { description: description.slice(0, MAX_DESCRIPTION) }),
    })),
    inputArtifactDetails: wireArtifactDetails(inputs),
    outputArtifactDetails: wireArtifactDetails(outputs),
  };
}

/** The service's own way to write an action type in a message. */
export function describeActionType({ category, provider, owner, version }: ActionTypeId): string {
  return `ActionType (Category: '${category}', Provider: '${provider}', Owner: '${owner}', Version: '${version}')`;
}

export function actionTypeNotFound(id: ActionTypeId): AwsServiceError {
  return new AwsServiceError("ActionTypeNotFoundException", `${describeActionType(id)} is not available`);
}
