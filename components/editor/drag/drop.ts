import { assertNever } from "@/lib/assert-never";
import { addAction } from "../commands/add-action";
import { moveActions, moveStage } from "../commands/move";
import type { Editor } from "../editor";
import { dragStore } from "./drag-store";

/** Carries out the drag that ends now: one edit, one step of the history. */
export function drop(editor: Editor): void {
  const { dragged, target } = dragStore.getState();
  if (!dragged || !target) return;
  switch (dragged.kind) {
    case "provider":
      if (target.kind === "action") addAction(editor, dragged.actionTypeId, target.target.placement);
      return;
    case "actions":
      if (target.kind === "action") moveActions(editor, dragged.keys, target.target.placement);
      return;
    case "stage":
      if (target.kind === "stage") moveStage(editor, dragged.key, target.stageIndex);
      return;
    default:
      assertNever(dragged);
  }
}
