import { useCallback, useEffect, useRef, type RefObject } from "react";
import type { PipelineLayout } from "@/lib/pipeline/layout/pipeline-layout";
import { useEditor } from "../editor-context";
import { useFlow } from "../use-flow";
import { rectOf } from "./use-layout";

/** A pipeline that would be smaller than this is not shown whole unless that is asked for. */
const SMALLEST_OPENING_ZOOM = 0.6;

/**
 * Hands the canvas to the commands while it is mounted. Until somebody pans or zooms, it keeps showing the whole
 * pipeline as that grows.
 */
export function useCanvasControls(pane: RefObject<HTMLDivElement | null>, layout: PipelineLayout) {
  const editor = useEditor();
  const flow = useFlow();
  const isReady = useRef(false);
  const isFollowing = useRef(true);
  const { width, height } = layout;

  const show = useCallback(
    (least: number) => {
      if (pane.current) flow.fit({ width, height }, pane.current.getBoundingClientRect(), least);
    },
    [flow, height, pane, width],
  );

  useEffect(() => {
    const { zoomIn, zoomOut, resetZoom } = flow;
    editor.setCanvas({
      zoomIn,
      zoomOut,
      resetZoom,
      fit() {
        isFollowing.current = true;
        show(0);
      },
      reveal(key) {
        const rect = rectOf(layout, key);
        if (rect && pane.current) flow.reveal(rect, pane.current.getBoundingClientRect());
      },
    });
    return () => editor.setCanvas(null);
  }, [editor, flow, layout, pane, show]);

  useEffect(() => {
    if (isReady.current && isFollowing.current) show(SMALLEST_OPENING_ZOOM);
  }, [show]);

  const onInit = useCallback(() => {
    isReady.current = true;
    show(SMALLEST_OPENING_ZOOM);
  }, [show]);
  /** Only a person's own move has an event. */
  const onMoveStart = useCallback((event: MouseEvent | TouchEvent | null) => {
    if (event !== null) isFollowing.current = false;
  }, []);
  return { onInit, onMoveStart };
}
