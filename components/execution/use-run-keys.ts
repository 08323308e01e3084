"use client";
import { useEffect, useRef } from "react";

type RunKey = "f" | "j" | "k" | "s" | "h" | "l" | "a" | "r" | "p" | "," | "." | "/" | "Escape";

/** A slider or a box to tick takes arrows and Space, but no letters. */
const TYPED_INTO = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select";

/**
 * Single keys of the run pages. None fires while a person types, holds a modifier, or has a dialog or menu open. A handler
 * that returns false leaves the key to others; with `isFirst` it is asked before those of the page around it.
 */
export function useRunKeys(handlers: Partial<Record<RunKey, () => unknown>>, { isFirst = false } = {}): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isBusy(event.target)) return;
      const handle = Object.entries(latest.current).find(([key]) => key === event.key)?.[1];
      if (!handle) return;
      if (handle() !== false) event.preventDefault();
    }
    window.addEventListener("keydown", onKeyDown, { capture: isFirst });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: isFirst });
  }, [isFirst]);
}

function isBusy(target: EventTarget | null): boolean {
  const types = target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED_INTO));
  return types || document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}
