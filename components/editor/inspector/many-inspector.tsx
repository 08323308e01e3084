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
              className="w-full truncate py-1.5 text-left hover:text-accent"
              onClick={() => editor.store.getState().select([key])}
            >
              {nameOf(key)}
            </button>
          </li>
        ))}
      </ul>
    </InspectorFrame>
  );

  function nameOf(key: string): string {
    const found = findSelected(draft, key);
    switch (found?.kind) {
      case "action":
        return `${found.stage.name} / ${found.action.name}`;
      case "stage":
        return `Stage ${found.stage.name}`;
      case "wire":
        return `Artifact ${found.wire.artifactName}`;
      case undefined:
        return "";
    }
  }
}
