"use client";
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}

/** Whether the page has the whole screen, and how to ask for it; a browser grants it only to a person. */
export function useFullScreen(): [isFull: boolean, enter: () => void] {
  const isFull = useSyncExternalStore(
    subscribe,
    () => document.fullscreenElement !== null || !document.fullscreenEnabled,
    () => true,
  );
  return [isFull, () => void document.documentElement.requestFullscreen().catch(() => null)]; // refused: it stays as it is
}
