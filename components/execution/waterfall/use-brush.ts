"use client";
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { brushed, type Span } from "./time-range";
import type { TimeRange } from "./use-time-range";

/** Less than this is a click with an unsteady hand. */
const SHORTEST_DRAG_PX = 5;

interface BrushInput {
  /** Scrolls, and hears the wheel. */
  readonly box: RefObject<HTMLElement | null>;
  /** As wide as the range that is shown. */
  readonly track: RefObject<HTMLElement | null>;
  readonly range: TimeRange;
  readonly whole: Span;
}

/**
 * Zooming with the mouse: a range is dragged, and the wheel zooms around the pointer while Ctrl is held. A finger
 * scrolls; it has the buttons.
 */
export function useBrush({ box, track, range, whole }: BrushInput) {
  const [brush, setBrush] = useState<Span | null>(null);
  const pressed = useRef<{ readonly x: number; readonly fromMs: number } | null>(null);

  function instantAt(x: number): number {
    const rect = track.current?.getBoundingClientRect();
    if (!rect || rect.width === 0) return range.shown.fromMs;
    const part = Math.min(1, Math.max(0, (x - rect.left) / rect.width));
    return range.shown.fromMs + part * (range.shown.toMs - range.shown.fromMs);
  }

  const onWheel = useRef<(event: WheelEvent) => void>(() => undefined);
  useEffect(() => {
    onWheel.current = (event) => {
      if (!event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      range.zoom(event.deltaY < 0 ? "in" : "out", instantAt(event.clientX));
    };
  });
  useEffect(() => {
    const element = box.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    // React's own listener is passive and could not keep the browser from zooming the page.
    element?.addEventListener("wheel", listener, { passive: false });
    return () => element?.removeEventListener("wheel", listener);
  }, [box]);

  return {
    brush,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const left = track.current?.getBoundingClientRect().left ?? 0;
        if (event.button !== 0 || event.pointerType === "touch" || event.clientX < left) return;
        pressed.current = { x: event.clientX, fromMs: instantAt(event.clientX) };
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const start = pressed.current;
        if (!start || (brush === null && Math.abs(event.clientX - start.x) < SHORTEST_DRAG_PX)) return;
        // From here on it is a brush, and the row below it is not clicked.
        event.currentTarget.setPointerCapture(event.pointerId);
        setBrush(brushed(start.fromMs, instantAt(event.clientX), whole));
      },
      onPointerUp() {
        if (brush) range.choose(brush);
        pressed.current = null;
        setBrush(null);
      },
      onPointerCancel() {
        pressed.current = null;
        setBrush(null);
      },
    },
  };
}
