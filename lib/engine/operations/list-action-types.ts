import { listActionTypes as catalogue } from "@/lib/pipeline/action-types/catalogue";
import type { ActionType as CatalogueType } from "@/lib/pipeline/action-types/action-type";
import type { ActionType, ListActionTypesInput, ListActionTypesOutput } from "../protocol/generated/service-types";
import { decodeNextToken } from "./page-token";
import type { Operation } from "./operation";

/** Every action type in one page; `regionFilter` changes nothing, the engine has the same ones everywhere. */
export const listActionTypes: Operation<ListActionTypesInput, ListActionTypesOutput> = async ({
  actionOwnerFilter,
  nextToken,
}) => {
  decodeNextToken("ListActionTypes", nextToken);
  const types = catalogue().filter(({ id }) => actionOwnerFilter === undefined || id.owner === actionOwnerFilter);
  return { actionTypes: types.map(wireType) };
};

function wireType({ id, configuration, inputs, outputs }: CatalogueType): ActionType {
  return {
    id,
    settings: {},
    actionConfigurationProperties: configuration.map(({ name, required, secret, description, type }) => ({
      name,
      required,
      key: required,
      secret,
      queryable: false,
      description,
      type,
    })),
    inputArtifactDetails: { minimumCount: inputs.min, maximumCount: inputs.max },
    outputArtifactDetails: { minimumCount: outputs.min, maximumCount: outputs.max },
  };
}
