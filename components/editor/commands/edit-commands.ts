import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { EditorState } from "../store/editor-state";
import { selectedItems } from "../store/selection";
import type { Command } from "./command";
import { deleteSelection } from "./delete-selection";
import { duplicateSelection } from "./duplicate";
import { focusField } from "./focus-node";

/** Changes to what is selected, and the way back. */
export const EDIT_COMMANDS: readonly Command[] = [
  {
    id: "undo",
    label: "Undo",
    section: "Edit",
    shortcuts: ["Mod+Z"],
    isEdit: true,
    isEnabled: ({ store }) => store.getState().past.length > 0,
    run: ({ store }) => store.getState().undo(),
  },
  {
    id: "redo",
    label: "Redo",
    section: "Edit",
    shortcuts: ["Mod+Shift+Z", "Mod+Y"],
    isEdit: true,
    isEnabled: ({ store }) => store.getState().future.length > 0,
    run: ({ store }) => store.getState().redo(),
  },
  {
    id: "inspect",
    label: "Open the inspector",
    section: "Edit",
    shortcuts: ["Enter"],
    isForNode: true,
    isEnabled: ({ store }) => store.getState().selected.length === 1,
    run: (editor) => focusField(editor, "name"),
  },
  {
    id: "rename",
    label: "Rename",
    section: "Edit",
    shortcuts: ["F2"],
    isForNode: true,
    isEdit: true,
    isEnabled: ({ store }) => store.getState().selected.length === 1,
    run: (editor) => focusField(editor, "name"),
  },
  {
    id: "add-action",
    label: "Add an action…",
    section: "Edit",
    isForNode: true,
    isEdit: true,
    isEnabled: () => true,
    run: ({ store }) => store.getState().openDialog({ kind: "add-action", placement: null }),
  },
  {
    id: "connect",
    label: "Connect an artifact…",
    section: "Edit",
    isForNode: true,
    isEdit: true,
    isEnabled: ({ store }) => selectedItems(store.getState()).length === 1 && takesArtifacts(store.getState()),
    run: (editor) => focusField(editor, "inputArtifacts"),
  },
  {
    id: "duplicate",
    label: "Duplicate",
    section: "Edit",
    shortcuts: ["Mod+D"],
    isForNode: true,
    isEdit: true,
    isEnabled: ({ store }) => selectedItems(store.getState()).some(({ kind }) => kind !== "wire"),
    run: duplicateSelection,
  },
  {
    id: "delete",
    label: "Delete",
    section: "Edit",
    shortcuts: ["Delete", "Backspace"],
    isForNode: true,
    isEdit: true,
    isEnabled: ({ store }) => store.getState().selected.length > 0,
    run: deleteSelection,
  },
];

function takesArtifacts(state: EditorState): boolean {
  const [item] = selectedItems(state);
  if (item?.kind !== "action") return false;
  return (findActionType(item.action.actionTypeId)?.inputs.max ?? 1) > 0;
}
