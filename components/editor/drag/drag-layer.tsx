"use client";
import { ViewportPortal } from "@xyflow/react";
import { useEffect, useRef, type RefObject } from "react";
import { useStore } from "zustand";
import type { PipelineLayout } from "@/lib/pipeline/layout/pipeline-layout";
import { findDropTarget, findStageIndex, stageIndicator } from "../canvas/drop-target";
import { useEditor } from "../editor-context";
import { useFlow } from "../use-flow";
import { dragStore, type DragTarget } from "./drag-store";

interface DragLayerProps {
  readonly pane: RefObject<HTMLDivElement | null>;
  /** The layout on screen; it does not change during a drag. */
  readonly layout: PipelineLayout;
}

/** So near the edge of the canvas, a drag that comes from within pans it, by so much a frame. */
const EDGE_PX = 40;
const PAN_PX = 12;

/** What is seen of a drag: the thing at the pointer, and the place where it would land. */
export function DragLayer({ pane, layout }: DragLayerProps) {
  const dragged = useStore(dragStore, (state) => state.dragged);
  return dragged ? <ActiveDrag key={dragged.label} pane={pane} layout={layout} label={dragged.label} /> : null;
}

function ActiveDrag({ pane, layout, label }: DragLayerProps & { readonly label: string }) {
  const editor = useEditor();
  const flow = useFlow();
  const ghost = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let pointer: { x: number; y: number } | null = null;
    let frame = 0;
    /** What comes in from the palette crosses the edge without meaning it. */
    let comesFromWithin = false;

    function aim(): void {
      const bounds = pane.current?.getBoundingClientRect();
      if (!pointer || !bounds) return;
      const target = isWithin(bounds, pointer) ? targetAt(flow.toCanvas(pointer)) : null;
      if (!isSameTarget(target, dragStore.getState().target)) dragStore.setState({ target });
    }

    function follow(): void {
      aim();
      panAtEdge();
    }

    function targetAt(point: { x: number; y: number }): DragTarget | null {
      const { dragged } = dragStore.getState();
      const { stages } = editor.store.getState().draft;
      if (dragged?.kind === "stage") {
        const stageIndex = findStageIndex(layout, point);
        const next = layout.stages[stageIndex];
        const name = stages.find(({ key }) => key === next?.key)?.name ?? "";
        const words = next ? `Stage before ${name}` : "Stage at the end";
        return { kind: "stage", stageIndex, indicator: stageIndicator(layout, stageIndex), words };
      }
      const target = findDropTarget(layout, point, stages);
      return target && { kind: "action", target };
    }

    function panAtEdge(): void {
      const bounds = pane.current?.getBoundingClientRect();
      if (!pointer || !bounds) return;
      const isInside = isWithin(bounds, pointer);
      const dx = nearEdge(pointer.x, bounds.left, bounds.right);
      const dy = nearEdge(pointer.y, bounds.top, bounds.bottom);
      const isAtEdge = dx !== 0 || dy !== 0;
      comesFromWithin = isInside && (comesFromWithin || !isAtEdge);
      if (!isAtEdge || !comesFromWithin) return;
      flow.panBy(dx * PAN_PX, dy * PAN_PX);
      frame = requestAnimationFrame(follow);
    }

    function move(event: PointerEvent): void {
      pointer = { x: event.clientX, y: event.clientY };
      if (ghost.current) {
        ghost.current.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 10}px)`;
        ghost.current.style.visibility = "visible";
      }
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(follow);
    }

    /** A hand can be faster than the frames: what counts is where it lets go. Captured, so it comes before the drop. */
    function release(event: PointerEvent): void {
      pointer = { x: event.clientX, y: event.clientY };
      aim();
    }

    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", release, { capture: true });
    return () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", release, { capture: true });
      cancelAnimationFrame(frame);
    };
  }, [editor, flow, layout, pane]);

  return (
    <>
      <div
        ref={ghost}
        aria-hidden="true"
        className="pointer-events-none invisible will-change-transform fixed top-0 left-0 z-50 flex max-w-64 flex-col rounded-md border border-accent bg-raised px-2.5 py-1.5 shadow-pop"
      >
        <b className="truncate font-semibold">{label}</b>
        <TargetWords />
      </div>
      <ViewportPortal>
        <DropIndicator />
      </ViewportPortal>
    </>
  );
}

function TargetWords() {
  const words = useStore(dragStore, ({ target }) => (target?.kind === "action" ? target.target.words : target?.words));
  return <span className="text-tiny text-muted">{words ?? "Release over the canvas"}</span>;
}

function DropIndicator() {
  const rect = useStore(dragStore, ({ target }) =>
    target?.kind === "action" ? target.target.indicator : target?.indicator,
  );
  if (!rect) return null;
  return (
    <div
      data-testid="drop-indicator"
      className="pointer-events-none absolute z-20 will-change-transform rounded-md border border-accent bg-accent-soft"
      style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
    />
  );
}

function isWithin({ left, right, top, bottom }: DOMRect, { x, y }: { x: number; y: number }): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

function nearEdge(at: number, from: number, to: number): number {
  if (at < from + EDGE_PX) return 1;
  return at > to - EDGE_PX ? -1 : 0;
}

function isSameTarget(a: DragTarget | null, b: DragTarget | null): boolean {
  return a === b || (a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b));
}
