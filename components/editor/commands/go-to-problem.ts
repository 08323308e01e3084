import type { Editor } from "../editor";
import type { PlacedIssue } from "../problems";
import { focusField, focusNode } from "./focus-node";

/** Selects what a finding is about, brings it into view on the canvas and in the code, and opens the field that mends it. */
export function goToProblem(editor: Editor, { nodeKey, field, path }: PlacedIssue): void {
  editor.store.getState().select(nodeKey === null ? [] : [nodeKey]);
  if (nodeKey !== null) editor.canvas()?.reveal(nodeKey);
  if (field === "" && nodeKey !== null) focusNode(editor, nodeKey);
  else focusField(editor, field);
  editor.code.view()?.reveal(path);
}
