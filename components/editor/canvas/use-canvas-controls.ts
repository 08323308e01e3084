import { useCallback, useEffect, type RefObject } from "react";
import type { PipelineLayout } from "@/lib/pipeline/layout/pipeline-layout";
import { useEditor } from "../editor-context";
import { useFlow } from "../use-flow";
import { rectOf } from "./use-layout";

/** Hands the canvas to the commands while it is mounted, and shows the whole pipeline once it is drawn. */
export function useCanvasControls(pane: RefObject<HTMLDivElement | null>, layout: PipelineLayout) {
  const editor = useEditor();
  const flow = useFlow();
  const fit = useCallback(() => {
    if (pane.current) flow.fit(layout, pane.current.getBoundingClientRect());
  }, [flow, layout, pane]);

  useEffect(() => {
    const { zoomIn, zoomOut, resetZoom } = flow;
    const reveal = (key: string): void => {
      const rect = rectOf(layout, key);
      if (rect && pane.current) flow.reveal(rect, pane.current.getBoundingClientRect());
    };
    editor.setCanvas({ fit, reveal, zoomIn, zoomOut, resetZoom });
    return () => editor.setCanvas(null);
  }, [editor, fit, flow, layout, pane]);

  return { onInit: fit };
}
