import { toast } from "@/components/ui/toast";
import { copyActions, pasteActions, readClipboard } from "@/lib/pipeline/edits/paste-actions";
import type { Editor } from "../editor";
import { selectedItems } from "../store/selection";
import { placeAfter } from "./add-action";
import type { Command } from "./command";
import { deleteSelection } from "./delete-selection";
import { selectNewActions } from "./select-new-actions";

/** For menus and the palette; the keys themselves arrive as clipboard events, which need no permission. */
export const CLIPBOARD_COMMANDS: readonly Command[] = [
  {
    id: "copy",
    label: "Copy",
    section: "Edit",
    isForNode: true,
    isEnabled: (editor) => selectedActions(editor).length > 0,
    run: (editor) => void writeClipboard(copySelection(editor)),
  },
  {
    id: "cut",
    label: "Cut",
    section: "Edit",
    isForNode: true,
    isEdit: true,
    isEnabled: (editor) => selectedActions(editor).length > 0,
    run: (editor) => {
      void writeClipboard(copySelection(editor));
      deleteSelection(editor);
    },
  },
  {
    id: "paste",
    label: "Paste",
    section: "Edit",
    isForNode: true,
    isEdit: true,
    isEnabled: () => true,
    run: (editor) => void pasteFromClipboard(editor),
  },
];

/** The selection as plain JSON: its actions, and those of its stages. Empty when nothing is selected. */
export function copySelection(editor: Editor): string {
  const keys = selectedActions(editor);
  return keys.length === 0 ? "" : copyActions(editor.store.getState().draft, keys);
}

/** Puts copied actions behind the selection. @returns false when the text holds none */
export function pasteText(editor: Editor, text: string): boolean {
  const actions = readClipboard(text);
  if (actions === null || !editor.canEdit) return false;
  const { draft, selected } = editor.store.getState();
  const placement = placeAfter(draft, selected.at(-1));
  const label = actions.length === 1 ? `paste ${actions[0]?.name ?? ""}` : `paste ${actions.length} actions`;
  selectNewActions(editor, () =>
    editor.edit(label, (before) => pasteActions(before, { actions, placement, nextKey: editor.nextKey })),
  );
  return true;
}

function selectedActions({ store }: Editor): readonly string[] {
  return selectedItems(store.getState()).flatMap((item) => {
    if (item.kind === "action") return [item.action.key];
    return item.kind === "stage" ? item.stage.actions.map(({ key }) => key) : [];
  });
}

async function writeClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    toast.failed("The browser did not allow copying", { detail: "Use Ctrl C on the canvas instead." });
  }
}

async function pasteFromClipboard(editor: Editor): Promise<void> {
  try {
    const isPasted = pasteText(editor, await navigator.clipboard.readText());
    if (!isPasted) toast.told("The clipboard holds no actions", { detail: "Copy actions on a canvas first." });
  } catch {
    toast.failed("The browser did not allow reading the clipboard", { detail: "Use Ctrl V on the canvas instead." });
  }
}
