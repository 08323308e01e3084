import { listActionTypes as catalogue } from "@/lib/pipeline/action-types/catalogue";
import type { ActionType as CatalogueType } from "@/lib/pipeline/action-types/action-type";
import type { ActionType, ListActionTypesInput, ListActionTypesOutput } from "../protocol/generated/service-types";
import { wireArtifactDetails, wireProperties } from "./catalogue-members";
import type { Operation } from "./operation";

/** Every action type in one page; `regionFilter` changes nothing, the engine has the same ones everywhere. */
export const listActionTypes: Operation<ListActionTypesInput, ListActionTypesOutput> = async (
  { actionOwnerFilter, nextToken },
  { pageTokens },
) => {
  pageTokens.decode("ListActionTypes", nextToken);
  const types = catalogue().filter(({ id }) => actionOwnerFilter === undefined || id.owner === actionOwnerFilter);
  return { actionTypes: types.map(wireType) };
};

function wireType({ id, configuration, inputs, outputs }: CatalogueType): ActionType {
  return {
    id,
    settings: {},
    actionConfigurationProperties: wireProperties(configuration),
    inputArtifactDetails: wireArtifactDetails(inputs),
    outputArtifactDetails: wireArtifactDetails(outputs),
  };
}
