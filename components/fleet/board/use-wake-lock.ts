"use client";
import { useEffect, useState } from "react";

/**
 * Keeps the screen awake while the page is in view, where the browser allows it. The lock ends whenever the page is
 * hidden, so it is asked for again when it comes back. @returns whether it is held
 */
export function useWakeLock(): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;

    async function acquire() {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      try {
        const acquired = await navigator.wakeLock.request("screen");
        if (isOver) return void acquired.release();
        lock = acquired;
        setHeld(true);
        acquired.addEventListener("release", () => setHeld(false));
      } catch {
        // Refused, as by a laptop that saves power: the board says that the screen may sleep.
        setHeld(false);
      }
    }

    const onVisible = () => void acquire();
    onVisible();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, []);
  return isHeld;
}
