import { findAction, type Draft } from "../draft";
import { patch } from "./change";
import { updateAction } from "./update-action";

/** Renames an action, and the triggers that start from it when it is a source. */
export function renameAction(
  draft: Draft,
  { actionKey, name }: { readonly actionKey: string; readonly name: string },
): Draft {
  const found = findAction(draft, actionKey);
  if (found === null || found.action.name === name) return draft;
  const renamed = updateAction(draft, actionKey, { name });
  if (found.stageIndex > 0 || draft.triggers === undefined) return renamed;
  const triggers = draft.triggers.map((trigger) =>
    trigger.gitConfiguration.sourceActionName === found.action.name
      ? { ...trigger, gitConfiguration: { ...trigger.gitConfiguration, sourceActionName: name } }
      : trigger,
  );
  return patch<Draft>(renamed, { triggers });
}
