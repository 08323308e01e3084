import type { Draft } from "@/lib/pipeline/draft";
import { disconnectArtifact } from "@/lib/pipeline/edits/connect-artifact";
import { removeActions, removeStage } from "@/lib/pipeline/edits/remove-actions";
import type { Editor } from "../editor";
import { findSelected, selectedItems, type Selected } from "../store/selection";
import { focusNode } from "./focus-node";

/** Removes everything selected as one edit; what stood before it is selected next, so the keyboard goes on from there. */
export function deleteSelection(editor: Editor): void {
  const items = selectedItems(editor.store.getState());
  const [first] = items;
  if (!first) return;
  const next = neighbourKey(editor.store.getState().draft, first);
  const label = items.length > 1 ? `delete ${items.length} things` : `delete ${nameOf(first)}`;
  editor.edit(label, (draft) => items.reduce(withoutItem, draft));
  if (next === null || findSelected(editor.store.getState().draft, next) === null) return;
  editor.store.getState().select([next]);
  focusNode(editor, next);
}

function withoutItem(draft: Draft, item: Selected): Draft {
  switch (item.kind) {
    case "action":
      return removeActions(draft, [item.action.key]);
    case "stage":
      return removeStage(draft, item.stage.key);
    case "wire":
      return disconnectArtifact(draft, { toKey: item.wire.consumerKey, name: item.wire.artifactName });
  }
}

function neighbourKey(draft: Draft, item: Selected): string | null {
  switch (item.kind) {
    case "action": {
      const { actions, key } = item.stage;
      const index = actions.indexOf(item.action);
      return (actions[index - 1] ?? actions[index + 1])?.key ?? key;
    }
    case "stage": {
      const index = draft.stages.indexOf(item.stage);
      return (draft.stages[index - 1] ?? draft.stages[index + 1])?.key ?? null;
    }
    case "wire":
      return item.wire.consumerKey;
  }
}

function nameOf(item: Selected): string {
  switch (item.kind) {
    case "action":
      return item.action.name;
    case "stage":
      return `stage ${item.stage.name}`;
    case "wire":
      return `the wire of ${item.wire.artifactName}`;
  }
}
