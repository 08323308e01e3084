"use client";
import { useEffect, useId, useRef } from "react";
import { useEditor } from "../editor-context";
import { mountCode } from "./mount-code";

/** The text itself. Loaded on demand, because few visits need an editor of text. */
export function CodeEditor() {
  const editor = useEditor();
  const host = useRef<HTMLDivElement>(null);
  const hintId = useId();
  useEffect(
    () => (host.current ? mountCode(editor, host.current, { describedBy: hintId }) : undefined),
    [editor, hintId],
  );
  return (
    <>
      <p id={hintId} className="sr-only">
        {editor.canEdit ? "" : "Read only. "}Press Escape and then Tab to leave the text.
      </p>
      <div ref={host} className="size-full overflow-hidden" />
    </>
  );
}
