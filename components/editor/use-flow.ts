import { useReactFlow, useStore, type ReactFlowState } from "@xyflow/react";
import { useMemo } from "react";
import type { Point, Rect } from "@/lib/pipeline/layout/geometry";

const ANIMATED = { duration: 180 } as const;
const FIT_PADDING_PX = 16;
/** The place for a stage behind the last one. */
const FIT_END_PX = 28;
/** The legend and the settings float over the top of the canvas, the zoom over its bottom. */
const FIT_MARGIN_TOP_PX = 62;
const FIT_MARGIN_BOTTOM_PX = 48;
const REVEAL_MARGIN_PX = 24;
export const MIN_ZOOM = 0.1;
export const MAX_ZOOM = 2;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Every read of React Flow's own store and every call to it: an upgrade touches this file alone. */
export function useFlow() {
  const flow = useReactFlow();
  return useMemo(() => {
    const transition = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? {} : ANIMATED);
    return {
      zoomIn: () => void flow.zoomIn(transition()),
      zoomOut: () => void flow.zoomOut(transition()),
      resetZoom: () => void flow.zoomTo(1, transition()),
      /** Shows the whole of it, top-aligned, never larger than life; its beginning where that would be too small. */
      fit: (size: Size, pane: DOMRect, least: number) => {
        const width = size.width + FIT_END_PX;
        const room = pane.width - 2 * FIT_PADDING_PX;
        const tall = pane.height - FIT_MARGIN_TOP_PX - FIT_MARGIN_BOTTOM_PX;
        const whole = Math.min(1, room / width, size.height === 0 ? 1 : tall / size.height);
        const zoom = Math.max(MIN_ZOOM, least, whole);
        const spare = size.width === 0 ? 0 : Math.max(0, room - width * zoom);
        void flow.setViewport({ x: FIT_PADDING_PX + spare / 2, y: FIT_MARGIN_TOP_PX, zoom }, transition());
      },
      /** Moves the least that brings the rectangle into view. */
      reveal: (rect: Rect, pane: DOMRect) => {
        const { x, y, zoom } = flow.getViewport();
        const dx = shift(rect.x * zoom + x, rect.width * zoom, pane.width);
        const dy = shift(rect.y * zoom + y, rect.height * zoom, pane.height);
        if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, transition());
      },
      panBy: (dx: number, dy: number) => {
        const { x, y, zoom } = flow.getViewport();
        void flow.setViewport({ x: x + dx, y: y + dy, zoom });
      },
      toCanvas: (screen: Point): Point => flow.screenToFlowPosition(screen),
    };
  }, [flow]);
}

/** Whole percent, so that panning renders nobody. */
export function useZoomPercent(): number {
  return useStore(zoomPercent);
}

function zoomPercent({ transform }: ReactFlowState): number {
  return Math.round(transform[2] * 100);
}

function shift(from: number, length: number, room: number): number {
  if (from < REVEAL_MARGIN_PX) return REVEAL_MARGIN_PX - from;
  const over = from + length + REVEAL_MARGIN_PX - room;
  return over > 0 ? -Math.min(over, from - REVEAL_MARGIN_PX) : 0;
}
