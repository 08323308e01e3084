import { actionTypeName } from "@/lib/pipeline/action-types/catalogue";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { addAction as added } from "@/lib/pipeline/edits/add-action";
import type { Placement } from "@/lib/pipeline/edits/placement";
import { actionGroups } from "@/lib/pipeline/graph";
import type { Editor } from "../editor";
import { findSelected } from "../store/selection";
import { focusNode } from "./focus-node";

/** Adds an action, after the selection when no placement is given, and selects it. */
export function addAction(editor: Editor, actionTypeId: ActionTypeId, placement: Placement | null): void {
  const { draft, selected, select } = editor.store.getState();
  const key = editor.nextKey();
  const place = placement ?? placeAfter(draft, selected.at(-1));
  editor.edit(`add ${actionTypeName(actionTypeId)}`, (before) =>
    added(before, { actionTypeId, placement: place, key, nextKey: editor.nextKey }),
  );
  if (findSelected(editor.store.getState().draft, key) === null) return;
  select([key]);
  focusNode(editor, key);
}

/** Behind what is selected: the next moment after an action, the end of a stage, a stage at the end. */
export function placeAfter(draft: Draft, key: string | undefined): Placement {
  const found = findSelected(draft, key ?? "");
  if (found?.kind === "stage") {
    const groups = actionGroups(found.stage.actions);
    return { kind: "newGroup", stageKey: found.stage.key, groupIndex: groups.length };
  }
  if (found?.kind === "action") {
    const groups = actionGroups(found.stage.actions);
    const groupIndex = groups.findIndex(({ actions }) => actions.includes(found.action)) + 1;
    return { kind: "newGroup", stageKey: found.stage.key, groupIndex };
  }
  return { kind: "newStage", stageIndex: draft.stages.length };
}
