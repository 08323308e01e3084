import { toast } from "@/components/ui/toast";
import type { ActionDeclaration } from "@/lib/pipeline/declaration";
import { actionsToCopy, clipboardText, pasteActions, readClipboard } from "@/lib/pipeline/edits/paste-actions";
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
    run: (editor) => void cutToClipboard(editor),
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

/** What was copied last on this page, with the secrets that its text does not hold. */
let copied: { readonly text: string; readonly actions: readonly ActionDeclaration[] } | null = null;

/** The selection as plain JSON: its actions, and those of its stages. Empty when nothing is selected. */
export function copySelection(editor: Editor): string {
  const keys = selectedActions(editor);
  if (keys.length === 0) return "";
  const actions = actionsToCopy(editor.store.getState().draft, keys);
  copied = { text: clipboardText(actions), actions };
  return copied.text;
}

/** Puts copied actions behind the selection, or says why the text cannot be pasted. */
export function pasteText(editor: Editor, text: string): void {
  if (!editor.canEdit) return;
  const read = readClipboard(text);
  if (!read.ok) return toast.told(read.message, { detail: "Copy actions on a canvas first." });
  const actions = copied?.text === text ? copied.actions : read.actions;
  const { draft, selected } = editor.store.getState();
  const placement = placeAfter(draft, selected.at(-1));
  const label = actions.length === 1 ? `paste ${actions[0]?.name ?? ""}` : `paste ${actions.length} actions`;
  selectNewActions(editor, () =>
    editor.edit(label, (before) => pasteActions(before, { actions, placement, nextKey: editor.nextKey })),
  );
}

function selectedActions({ store }: Editor): readonly string[] {
  return selectedItems(store.getState()).flatMap((item) => {
    if (item.kind === "action") return [item.action.key];
    return item.kind === "stage" ? item.stage.actions.map(({ key }) => key) : [];
  });
}

/** @returns whether the browser took it */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast.failed("The browser did not allow copying", { detail: "Use Ctrl C on the canvas instead." });
    return false;
  }
}

/** What could not be put on the clipboard stays where it is. */
async function cutToClipboard(editor: Editor): Promise<void> {
  if (await writeClipboard(copySelection(editor))) deleteSelection(editor);
}

async function pasteFromClipboard(editor: Editor): Promise<void> {
  try {
    pasteText(editor, await navigator.clipboard.readText());
  } catch {
    toast.failed("The browser did not allow reading the clipboard", { detail: "Use Ctrl V on the canvas instead." });
  }
}
