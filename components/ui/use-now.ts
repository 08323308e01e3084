"use client";
import { useSyncExternalStore } from "react";

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= startTicking();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    now = 0;
  };
}

function startTicking(): ReturnType<typeof setInterval> {
  now = Date.now();
  return setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

/**
 * The present instant, one shared tick a second for the whole page. What shows nothing that grows need not tick.
 * @returns null on the server and while hydrating, where "ago" has no meaning yet
 */
export function useNow(isTicking = true): number | null {
  return useSyncExternalStore(
    isTicking ? subscribe : subscribeToNothing,
    () => (now ||= Date.now()),
    () => null,
  );
}
