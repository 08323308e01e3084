import type { Draft, DraftStage } from "@/lib/pipeline/draft";
import { addStage } from "@/lib/pipeline/edits/add-stage";
import { duplicateAction, pasteActions } from "@/lib/pipeline/edits/paste-actions";
import type { Editor } from "../editor";
import { selectedItems } from "../store/selection";
import { selectNewActions } from "./select-new-actions";

/** Copies each selected action right below itself, and each selected stage right behind itself. */
export function duplicateSelection(editor: Editor): void {
  const items = selectedItems(editor.store.getState());
  selectNewActions(editor, () =>
    editor.edit(items.length > 1 ? `duplicate ${items.length} things` : "duplicate", (before) =>
      items.reduce((next, item) => {
        if (item.kind === "stage") return duplicateStage(next, item.stage, editor.nextKey);
        if (item.kind === "action") {
          return duplicateAction(next, { actionKey: item.action.key, nextKey: editor.nextKey });
        }
        return next;
      }, before),
    ),
  );
}

function duplicateStage(draft: Draft, stage: DraftStage, nextKey: () => string): Draft {
  const key = nextKey();
  const stageIndex = draft.stages.findIndex((other) => other.key === stage.key) + 1;
  const added = addStage(draft, { stageIndex, key, name: stage.name });
  const actions = stage.actions.map(({ key: _key, ...action }) => action);
  const placement = { kind: "group", stageKey: key, runOrder: 1 } as const;
  return pasteActions(added, { actions, placement, nextKey });
}
