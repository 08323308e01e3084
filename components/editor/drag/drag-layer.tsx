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

/** So near the edge of the canvas, a drag pans it, by so much a frame. */
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
    const stageName = (key: string): string =>
      editor.store.getState().draft.stages.find((stage) => stage.key === key)?.name ?? "";
    let pointer: { x: number; y: number } | null = null;
    let frame = 0;

    function aim(): void {
      const bounds = pane.current?.getBoundingClientRect();
      if (!pointer || !bounds) return;
      const isInside =
        pointer.x >= bounds.left && pointer.x <= bounds.right && pointer.y >= bounds.top && pointer.y <= bounds.bottom;
      const target = isInside ? targetAt(flow.toCanvas(pointer)) : null;
      if (!isSameTarget(target, dragStore.getState().target)) dragStore.setState({ target });
      if (isInside) panAtEdge(bounds);
    }

    function targetAt(point: { x: number; y: number }): DragTarget | null {
      const { dragged } = dragStore.getState();
      if (dragged?.kind === "stage") {
        const stageIndex = findStageIndex(layout, point);
        const next = layout.stages[stageIndex];
        const words = next ? `Stage before ${stageName(next.key)}` : "Stage at the end";
        return { kind: "stage", stageIndex, indicator: stageIndicator(layout, stageIndex), words };
      }
      const target = findDropTarget(layout, point, stageName);
      return target && { kind: "action", target };
    }

    function panAtEdge(bounds: DOMRect): void {
      if (!pointer) return;
      const dx = nearEdge(pointer.x, bounds.left, bounds.right);
      const dy = nearEdge(pointer.y, bounds.top, bounds.bottom);
      if (dx === 0 && dy === 0) return;
      flow.panBy(dx * PAN_PX, dy * PAN_PX);
      frame = requestAnimationFrame(aim);
    }

    function move(event: PointerEvent): void {
      pointer = { x: event.clientX, y: event.clientY };
      if (ghost.current) {
        ghost.current.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 10}px)`;
        ghost.current.style.visibility = "visible";
      }
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(aim);
    }

    window.addEventListener("pointermove", move);
    return () => {
      window.removeEventListener("pointermove", move);
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

function nearEdge(at: number, from: number, to: number): number {
  if (at < from + EDGE_PX) return 1;
  return at > to - EDGE_PX ? -1 : 0;
}

function isSameTarget(a: DragTarget | null, b: DragTarget | null): boolean {
  return a === b || (a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b));
}
