"use client";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Up to here the panel lies below the waterfall, out of sight of what opens it; see `lg:` in the page's grid. */
const STACKED = "(max-width: 63.99rem)";

interface PanelInView {
  /** For the panel's section, which must take the focus. */
  readonly panel: RefObject<HTMLElement | null>;
  /** Somebody asked for this action: brings its panel into view once it is there. */
  readonly show: (actionKey: string) => void;
  /** Somebody closes the panel: brings them back to where they opened it, if they are in it. */
  readonly leave: () => void;
}

/**
 * Takes a person to the panel of an action and back, where both do not fit side by side.
 * @param shown the action whose panel is there
 * @param named the action that the address named when the page was opened
 */
export function usePanelInView(shown: string | null, named: string | null): PanelInView {
  const panel = useRef<HTMLElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const back = useRef<HTMLElement | null>(null);
  const [asked, setAsked] = useState<{ readonly key: string; readonly isArrival: boolean } | null>(
    named === null ? null : { key: named, isArrival: true },
  );

  // After the effects of what is selected, which bring its node and its row into view.
  useEffect(() => {
    if (!asked || asked.key !== shown || !matchMedia(STACKED).matches) return;
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: "start", behavior: asked.isArrival ? "instant" : glide() });
  }, [asked, shown]);

  // Once the panel is gone: until then the page is longer than it will be.
  useEffect(() => {
    if (shown !== null || !back.current) return;
    back.current.focus({ preventScroll: true });
    back.current.scrollIntoView({ block: "nearest", behavior: glide() });
    back.current = null;
  }, [shown]);

  const show = useCallback((actionKey: string) => {
    const from = document.activeElement;
    if (from instanceof HTMLElement && !panel.current?.contains(from)) opener.current = from;
    setAsked({ key: actionKey, isArrival: false });
  }, []);
  const leave = useCallback(() => {
    setAsked(null);
    if (!panel.current?.contains(document.activeElement)) return;
    const known = opener.current?.isConnected && opener.current !== document.body ? opener.current : null;
    back.current = known ?? document.querySelector<HTMLElement>("[data-row][aria-pressed=true]");
    opener.current = null;
  }, []);
  return { panel, show, leave };
}

function glide(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}
