import { useEffect } from "react";
import { useEditor } from "../editor-context";
import { COMMANDS } from "./commands";
import { isControl, isInOverlay, isTyping, matchesShortcut } from "./keyboard";
import { isCommandEnabled } from "./run-command";

/** Saving and help are wanted wherever the focus is; every other key belongs to the field being typed in. */
const WHILE_TYPING = new Set(["save-version"]);

/** Runs commands by their shortcuts while the editor is mounted. */
export function useEditorKeys(): void {
  const editor = useEditor();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || isInOverlay(event.target) || editor.store.getState().dialog !== null) return;
      if (event.key === "Enter" && isControl(event.target)) return;
      const command = COMMANDS.find(({ shortcuts }) => shortcuts?.some((keys) => matchesShortcut(event, keys)));
      if (!command || (isTyping(event.target) && !WHILE_TYPING.has(command.id))) return;
      if (!isCommandEnabled(editor, command)) return;
      event.preventDefault();
      command.run(editor);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [editor]);
}
