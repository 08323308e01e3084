"use client";
import { Copy, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { runCommand } from "../commands/run-command";
import { useEditor, useEditorState } from "../editor-context";
import { findSelected } from "../store/selection";
import { InspectorFrame } from "./inspector-frame";

/** Several things at once: what they are, and what can be done with all of them. */
export function ManyInspector() {
  const editor = useEditor();
  const draft = useEditorState((state) => state.draft);
  const selected = useEditorState((state) => state.selected);
  return (
    <InspectorFrame
      title={`${selected.length} selected`}
      subtitle="Stages, actions and wires"
      footer={
        editor.canEdit && (
          <>
            <Button onClick={() => runCommand(editor, "duplicate")}>
              <Copy aria-hidden="true" /> Duplicate
            </Button>
            <Button variant="quiet" className="text-fail" onClick={() => runCommand(editor, "delete")}>
              <Trash2 aria-hidden="true" /> Delete
            </Button>
          </>
        )
      }
    >
      <ul className="flex flex-col divide-y divide-line">
        {selected.map((key) => (
          <li key={key}>
            <button
              type="button"
              className="flex w-full items-baseline gap-2 py-1.5 text-left hover:text-accent"
              onClick={() => editor.store.getState().select([key])}
            >
              <span className="truncate">{nameOf(key).name}</span>
              <span className="ml-auto max-w-[45%] shrink-0 truncate text-small text-faint">{nameOf(key).place}</span>
            </button>
          </li>
        ))}
      </ul>
    </InspectorFrame>
  );

  function nameOf(key: string): { readonly name: string; readonly place: string } {
    const found = findSelected(draft, key);
    switch (found?.kind) {
      case "action":
        return { name: found.action.name, place: found.stage.name };
      case "stage":
        return { name: found.stage.name, place: "stage" };
      case "wire":
        return { name: found.wire.artifactName, place: "artifact" };
      case undefined:
        return { name: "", place: "" };
    }
  }
}
