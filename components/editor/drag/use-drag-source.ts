"use client";
import { useMemo, type PointerEvent } from "react";
import { useEditor } from "../editor-context";
import { drop } from "./drop";
import { dragStore, type Dragged } from "./drag-store";

/** A press that moves less is a click. */
const THRESHOLD_PX = 4;
const LEFT_BUTTON = 0;

/**
 * Lets a mouse or pen carry something to the canvas. Touch scrolls and pans instead: there, menus and the outline do
 * the same. `describe` is asked when the drag begins.
 */
export function useDragSource(describe: () => Dragged | null) {
  const editor = useEditor();
  return useMemo(
    () => ({
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== LEFT_BUTTON || event.pointerType === "touch" || !editor.canEdit) return;
        // With Shift the canvas draws a rectangle, from nodes as well.
        if (event.shiftKey) return;
        if (isControl(event)) return;
        follow(event, describe, () => drop(editor));
      },
    }),
    // What is described is read when the drag begins, so a new closure needs no new handler.
    // oxlint-disable-next-line react/exhaustive-deps
    [editor],
  );
}

/** Watches the pointer until it is released. `Escape` lets go without dropping. */
function follow(start: PointerEvent, describe: () => Dragged | null, onDrop: () => void): void {
  const watch = new AbortController();
  const { signal } = watch;
  const end = (): void => {
    watch.abort();
    dragStore.setState({ dragged: null, target: null });
  };
  window.addEventListener(
    "pointermove",
    (event) => {
      if (dragStore.getState().dragged) return;
      if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < THRESHOLD_PX) return;
      const dragged = describe();
      if (dragged) dragStore.setState({ dragged, target: null });
      else end();
    },
    { signal },
  );
  window.addEventListener(
    "pointerup",
    () => {
      if (dragStore.getState().dragged) {
        swallowClick();
        onDrop();
      }
      end();
    },
    { signal },
  );
  // Text under the pointer would be selected, and a selection would be dragged in our stead.
  window.addEventListener("selectstart", refuse, { signal });
  window.addEventListener("dragstart", refuse, { signal });
  window.addEventListener("pointercancel", end, { signal });
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !dragStore.getState().dragged) return;
      event.stopPropagation();
      end();
    },
    { signal, capture: true },
  );
}

function refuse(event: Event): void {
  event.preventDefault();
}

/** Releasing over the element it began on makes a click as well, which is not meant. */
function swallowClick(): void {
  const swallow = (event: MouseEvent): void => event.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}

/** Ports, menus and fields on a node keep their own pointer behaviour. */
function isControl({ target, currentTarget }: PointerEvent<HTMLElement>): boolean {
  const control = target instanceof Element ? target.closest("button, input, .react-flow__handle") : null;
  return control !== null && control !== currentTarget;
}
