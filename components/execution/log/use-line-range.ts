"use client";
import { useMemo, useSyncExternalStore } from "react";
import { formatLineRange, type LineRange, parseLineRange } from "./line-range";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("hashchange", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("hashchange", listener);
  };
}

/** The lines that the address names, and how to name others. */
export function useLineRange(): [LineRange | null, (range: LineRange) => void] {
  const hash = useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => "",
  );
  return [useMemo(() => parseLineRange(hash), [hash]), nameLines];
}

function nameLines(range: LineRange): void {
  window.history.replaceState(window.history.state, "", formatLineRange(range));
  for (const listener of listeners) listener();
}
