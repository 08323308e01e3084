"use client";
import { useCallback, useState } from "react";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Width and height of an element in pixels, kept up to date; null until measured. Put `ref` on the element. */
export function useSize(): { ref: (element: HTMLElement | null) => (() => void) | undefined; size: Size | null } {
  const [size, setSize] = useState<Size | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, size };
}
