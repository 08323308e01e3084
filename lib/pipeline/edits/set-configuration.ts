import { findAction, type Draft } from "../draft";
import { updateAction } from "./update-action";

/** Sets one configuration key of an action. The service refuses empty values, so an empty one removes the key. */
export function setConfiguration(
  draft: Draft,
  { actionKey, name, value }: { readonly actionKey: string; readonly name: string; readonly value: string },
): Draft {
  const before = findAction(draft, actionKey)?.action.configuration ?? {};
  if ((before[name] ?? "") === value) return draft;
  const { [name]: _replaced, ...others } = before;
  return updateAction(draft, actionKey, { configuration: value === "" ? others : { ...before, [name]: value } });
}
