"use client";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { useEditor } from "../editor-context";

/** What the canvas says before there is anything on it. */
export function EmptyCanvas() {
  const editor = useEditor();
  const { openDialog } = editor.store.getState();
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center">
      <EmptyState
        title="This pipeline has no stages yet"
        className="pointer-events-auto max-w-md rounded-lg border border-dashed border-line-strong bg-surface"
        action={
          editor.canEdit && (
            <>
              <Button variant="primary" onClick={() => openDialog({ kind: "add-action", placement: null })}>
                Add a source action
              </Button>
              <Button onClick={() => openDialog({ kind: "import" })}>Import a definition…</Button>
            </>
          )
        }
      >
        Drag an action from the palette onto the canvas, or press <Kbd>Tab</Kbd> to search for one. A pipeline begins
        with a source and has at least two stages.
      </EmptyState>
    </div>
  );
}
