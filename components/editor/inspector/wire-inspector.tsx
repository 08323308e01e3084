"use client";
import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { runCommand } from "../commands/run-command";
import { useEditor, useEditorState } from "../editor-context";
import { findSelected } from "../store/selection";
import { InspectorFrame } from "./inspector-frame";

/** An artifact on its way from one action to another. */
export function WireInspector({ wireKey }: { readonly wireKey: string }) {
  const editor = useEditor();
  const draft = useEditorState((state) => state.draft);
  const found = findSelected(draft, wireKey);
  if (found?.kind !== "wire") return null;
  const { artifactName, producerKey, consumerKey } = found.wire;
  return (
    <InspectorFrame
      title={artifactName}
      subtitle={`Artifact from ${nameOf(producerKey)} to ${nameOf(consumerKey)}`}
      footer={
        editor.canEdit && (
          <Button variant="quiet" className="text-fail" onClick={() => runCommand(editor, "delete")}>
            <Trash2 aria-hidden="true" /> Disconnect
          </Button>
        )
      }
    >
      <dl className="flex flex-col gap-2">
        {[
          { term: "Made by", key: producerKey },
          { term: "Taken by", key: consumerKey },
        ].map(({ term, key }) => (
          <div key={term}>
            <dt className="text-small text-faint">{term}</dt>
            <dd>
              <button type="button" className="link" onClick={() => editor.store.getState().select([key])}>
                {nameOf(key)}
              </button>
            </dd>
          </div>
        ))}
      </dl>
    </InspectorFrame>
  );

  function nameOf(key: string): string {
    const end = findSelected(draft, key);
    return end?.kind === "action" ? `${end.stage.name} / ${end.action.name}` : "";
  }
}
