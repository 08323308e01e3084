import { actionTypeKey, listActionTypes as catalogue } from "@/lib/pipeline/action-types/catalogue";
import type { ListActionTypesInput, ListActionTypesOutput } from "../protocol/generated/service-types";
import { catalogueWireType, registeredWireType } from "./action-type-output";
import type { Operation } from "./operation";

/**
 * Every action type a declaration can use, in one page: AWS's and the partners' of the catalogue, then the registered
 * ones. A partner's type whose declaration was replaced is told once, as it is now. `regionFilter` changes nothing, the engine has the
 * same ones everywhere.
 */
export const listActionTypes: Operation<ListActionTypesInput, ListActionTypesOutput> = async (
  { actionOwnerFilter, nextToken },
  { engine, pageTokens },
) => {
  pageTokens.decode("ListActionTypes", nextToken);
  const registered = (await engine.store.listActionTypes()).filter(({ isDeleted }) => !isDeleted);
  const replaced = new Set(registered.map(({ id }) => actionTypeKey(id)));
  const types = [
    ...catalogue()
      .filter(({ id }) => id.owner !== "Custom" && !replaced.has(actionTypeKey(id)))
      .map(catalogueWireType),
    ...registered.map(registeredWireType),
  ];
  return {
    actionTypes: types.filter(({ id }) => actionOwnerFilter === undefined || id.owner === actionOwnerFilter),
  };
};
