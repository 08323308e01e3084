import { useEffect } from "react";
import { useEditor } from "../editor-context";
import { copySelection, pasteText } from "./clipboard-commands";
import { isInOverlay, isTyping } from "./keyboard";
import { deleteSelection } from "./delete-selection";

/** Copy, cut and paste of stages and actions; text in fields keeps the browser's own. */
export function useClipboard(): void {
  const editor = useEditor();
  useEffect(() => {
    const watch = new AbortController();
    const { signal } = watch;
    const isOurs = ({ target }: ClipboardEvent): boolean =>
      !isTyping(target) && !isInOverlay(target) && (window.getSelection()?.isCollapsed ?? true);

    function copy(event: ClipboardEvent): void {
      const text = isOurs(event) ? copySelection(editor) : "";
      if (text === "") return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      if (event.type === "cut" && editor.canEdit) deleteSelection(editor);
    }
    document.addEventListener("copy", copy, { signal });
    document.addEventListener("cut", copy, { signal });
    document.addEventListener(
      "paste",
      (event) => {
        if (!isOurs(event)) return;
        event.preventDefault();
        pasteText(editor, event.clipboardData?.getData("text/plain") ?? "");
      },
      { signal },
    );
    return () => watch.abort();
  }, [editor]);
}
