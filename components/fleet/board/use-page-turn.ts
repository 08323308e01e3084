"use client";
import { useEffect, useState } from "react";

/** Long enough to read a page of tiles, short enough to come back to the worst one soon. */
const TURN_EVERY_MS = 12_000;

/** Turns page after page by itself. @returns the page to show, from 0 */
export function usePageTurn(pages: number): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    if (pages <= 1) return undefined;
    const timer = setInterval(() => setTurns((count) => count + 1), TURN_EVERY_MS);
    return () => clearInterval(timer);
  }, [pages]);
  return pages <= 1 ? 0 : turns % pages;
}
