import type { Draft, DraftAction } from "../draft";
import { changeActions, patch } from "./change";

export type ActionChange = Partial<Omit<DraftAction, "key">>;

/**
 * Sets members of an action; `undefined` removes one. What refers to the action by name stays as it is: see
 * `renameAction`, `renameNamespace` and `renameArtifact` for names that others use.
 */
export function updateAction(draft: Draft, actionKey: string, change: ActionChange): Draft {
  return changeActions(draft, (action) => (action.key === actionKey ? patch<DraftAction>(action, change) : action));
}
