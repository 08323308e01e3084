"use client";
import { useSyncExternalStore } from "react";

const neverChanges = (): (() => void) => () => undefined;

/** False on the server and while hydrating, where what only the browser knows, such as its time zone, must not show. */
export function useHasMounted(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}
