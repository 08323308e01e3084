import type { Draft } from "@/lib/pipeline/draft";
import { moveAction } from "@/lib/pipeline/edits/move-action";
import { moveStage as movedStage } from "@/lib/pipeline/edits/move-stage";
import type { Placement } from "@/lib/pipeline/edits/placement";
import type { Editor } from "../editor";
import { findSelected } from "../store/selection";
import { focusNode } from "./focus-node";

/** Moves actions to one place, in the order they are given, as one edit. */
export function moveActions(editor: Editor, keys: readonly string[], placement: Placement): void {
  const [first] = keys;
  if (first === undefined) return;
  const { draft } = editor.store.getState();
  const found = findSelected(draft, first);
  const label =
    keys.length > 1 ? `move ${keys.length} actions` : `move ${found?.kind === "action" ? found.action.name : ""}`;
  editor.edit(label, (before) => movedActions(before, keys, placement, editor.nextKey));
  focusNode(editor, first);
}

/** The first action opens the place; the others join it there, below. */
function movedActions(
  draft: Draft,
  [first = "", ...others]: readonly string[],
  placement: Placement,
  nextKey: () => string,
): Draft {
  const moved = moveAction(draft, { actionKey: first, placement, nextKey });
  return others.reduce((before, actionKey) => {
    const place = findSelected(before, first);
    if (place?.kind !== "action") return before;
    const group = { kind: "group", stageKey: place.stage.key, runOrder: place.action.runOrder ?? 1 } as const;
    return moveAction(before, { actionKey, placement: group, nextKey });
  }, moved);
}

/** Moves a stage before the stage that stands at `stageIndex` now. */
export function moveStage(editor: Editor, stageKey: string, stageIndex: number): void {
  const stage = editor.store.getState().draft.stages.find(({ key }) => key === stageKey);
  editor.edit(`move stage ${stage?.name ?? ""}`, (draft) => movedStage(draft, { stageKey, stageIndex }));
  focusNode(editor, stageKey);
}
