"use client";
import { Button } from "@/components/ui/button";
import { useEditor } from "../../editor-context";
import { useStageTransition } from "../../use-stage-transition";

/** The gate into the stage. Turning it takes effect at once: it belongs to what is live, not to the draft. */
export function StageTransition({ stageName }: { readonly stageName: string }) {
  const editor = useEditor();
  const transition = useStageTransition(stageName);
  return (
    <section data-field="transition" tabIndex={-1} className="flex flex-col gap-1 border-t border-line pt-3">
      <h3 className="text-small font-medium">Transition into this stage</h3>
      {transition === null ? (
        <p className="text-label text-faint">The gate can be turned once this stage is live.</p>
      ) : (
        <div className="flex items-center gap-2">
          <p className="min-w-0 grow text-muted">
            {transition.enabled ? "Enabled" : `Disabled: ${transition.disabledReason ?? "no reason given"}`}
            <span className="block text-label text-faint">Takes effect at once, without publishing.</span>
          </p>
          {editor.canEdit && (
            <Button onClick={() => editor.store.getState().openDialog({ kind: "transition", stageName })}>
              {transition.enabled ? "Disable…" : "Enable…"}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
