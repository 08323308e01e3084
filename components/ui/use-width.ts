"use client";
import { useCallback, useState } from "react";

/** The width of an element in pixels, kept up to date. Null until it was measured. Put `ref` on the element. */
export function useWidth(): { ref: (element: HTMLElement | null) => (() => void) | undefined; width: number | null } {
  const [width, setWidth] = useState<number | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
