import { findRegistered } from "../action-types/registered-action-type";
import type { DeleteCustomActionTypeInput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";

/**
 * Marks a custom action type as deleted: pipelines that use it stay, their actions fail from then on, and polls for it
 * are refused. One that is not there is no error.
 */
export const deleteCustomActionType: Operation<DeleteCustomActionTypeInput, void> = async (
  { category, provider, version },
  { engine },
) => {
  const type = findRegistered(await engine.store.listActionTypes(), { category, owner: "Custom", provider, version });
  if (type && !type.isDeleted) await engine.store.putActionType({ ...type, isDeleted: true });
};
