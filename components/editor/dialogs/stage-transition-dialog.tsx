"use client";
import { TransitionDialog } from "@/components/execution/controls/transition-dialog";
import { useEditor } from "../editor-context";
import { useStageTransition } from "../use-stage-transition";

/** Turns the gate into a stage that is live. */
export function StageTransitionDialog({ stageName }: { readonly stageName: string }) {
  const editor = useEditor();
  const { connection, pipelineName } = editor.address;
  const transition = useStageTransition(stageName);
  if (transition === null) return null;
  return (
    <TransitionDialog
      connection={connection}
      pipelineName={pipelineName}
      stageName={stageName}
      transition={transition}
      onClose={() => editor.store.getState().closeDialog()}
    />
  );
}
