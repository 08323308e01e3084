import { findAction, type Draft } from "../draft";
import { patch } from "./change";
import { updateAction } from "./update-action";

/**
 * Renames an action, and the triggers that start from it when it is a source. Triggers stay as they are while another
 * source has either name, since they may be that source's.
 */
export function renameAction(
  draft: Draft,
  { actionKey, name }: { readonly actionKey: string; readonly name: string },
): Draft {
  const found = findAction(draft, actionKey);
  if (found === null || found.action.name === name) return draft;
  const renamed = updateAction(draft, actionKey, { name });
  const before = found.action.name;
  const others = found.stage.actions.filter(({ key }) => key !== actionKey);
  const isShared = others.some((other) => other.name === before || other.name === name);
  if (found.stageIndex > 0 || draft.triggers === undefined || isShared) return renamed;
  const triggers = draft.triggers.map((trigger) => {
    const { gitConfiguration: git } = trigger;
    return git.sourceActionName === before
      ? { ...trigger, gitConfiguration: { ...git, sourceActionName: name } }
      : trigger;
  });
  return patch<Draft>(renamed, { triggers });
}
