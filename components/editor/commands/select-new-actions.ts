import type { Draft } from "@/lib/pipeline/draft";
import type { Editor } from "../editor";
import { focusNode } from "./focus-node";

/** Selects the actions that an edit brings in. */
export function selectNewActions(editor: Editor, edit: () => void): void {
  const before = new Set(actionKeys(editor.store.getState().draft));
  edit();
  const added = actionKeys(editor.store.getState().draft).filter((key) => !before.has(key));
  const last = added.at(-1);
  if (last === undefined) return;
  editor.store.getState().select(added);
  focusNode(editor, last);
}

function actionKeys(draft: Draft): readonly string[] {
  return draft.stages.flatMap(({ actions }) => actions.map(({ key }) => key));
}
