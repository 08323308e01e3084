import type { Editor } from "../editor";
import type { EditorView } from "../store/editor-state";
import type { Command } from "./command";

/** Which view is shown, and what to do with code that could not be taken in. */
export const CODE_COMMANDS: readonly Command[] = [
  viewCommand("canvas", "Show the canvas"),
  viewCommand("split", "Show the code beside the canvas"),
  viewCommand("code", "Show the code"),
  viewCommand("outline", "Show the outline"),
  {
    id: "switch-language",
    label: "Switch the code between YAML and JSON",
    section: "View",
    isEnabled: ({ code }) => code.view() !== null && !code.isUnread(),
    run: ({ code }) => code.setLanguage(code.state.getState().language === "yaml" ? "json" : "yaml"),
  },
  {
    id: "go-to-code-error",
    label: "Go to the error in the code",
    section: "View",
    isEnabled: (editor) => editor.code.isUnread(),
    run: goToError,
  },
  {
    id: "take-code",
    label: "Keep the code’s side",
    section: "Edit",
    isEdit: true,
    isEnabled: ({ code }) => code.state.getState().status.kind === "clash",
    run: ({ code }) => code.takeText(),
  },
  {
    id: "put-code-back",
    label: "Put the code back to what the canvas shows",
    section: "Edit",
    isEdit: true,
    isEnabled: ({ code }) => code.isUnread(),
    run: ({ code }) => code.putBack(),
  },
];

function viewCommand(view: EditorView, label: string): Command {
  return {
    id: `view-${view}`,
    label,
    section: "View",
    isEnabled: (editor) => editor.page() !== null,
    run: (editor) => editor.page()?.show(view),
  };
}

function goToError(editor: Editor): void {
  const { status, text } = editor.code.state.getState();
  const issue = status.kind === "unreadable" ? status.issues[0] : undefined;
  const lines = text.split("\n").slice(0, (issue?.line ?? 1) - 1);
  const offset = lines.reduce((sum, line) => sum + line.length + 1, 0) + (issue?.column ?? 1) - 1;
  showCode(editor, offset);
}

/** Brings a place of the text into view, opening the code when it is not on screen. */
export function showCode(editor: Editor, offset: number): void {
  if (editor.code.view() === null) editor.page()?.show("split");
  whenOpen(editor, (view) => view.goTo(offset));
}

/** The code is loaded when it is first opened. */
const FRAMES_TO_WAIT = 300;

function whenOpen(
  editor: Editor,
  then: (view: NonNullable<ReturnType<Editor["code"]["view"]>>) => void,
  frames = FRAMES_TO_WAIT,
): void {
  const view = editor.code.view();
  if (view) then(view);
  else if (frames > 0) requestAnimationFrame(() => whenOpen(editor, then, frames - 1));
}
