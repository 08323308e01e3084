"use client";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { openingEnded, useOpeningPage } from "./opening-page";

const GIVE_UP_AFTER_MS = 20_000;

/** A line along the top while the next page is on its way; nothing for one that comes at once. */
export function OpeningBar() {
  const pathname = usePathname();
  const opening = useOpeningPage((state) => state.pathname);
  useEffect(() => openingEnded(), [pathname]);
  useEffect(() => (opening === null ? undefined : followHistory()), [opening]);
  if (opening === null) return null;
  return (
    <div role="progressbar" aria-label="Opening the page" className="fixed inset-x-0 top-0 z-50 h-0.5">
      <div key={opening} className="h-full animate-opening bg-accent" />
    </div>
  );
}

/** A redirect back to the page on screen changes no path: the browser's history tells of it, or the clock where it cannot. */
function followHistory(): () => void {
  const timer = setTimeout(openingEnded, GIVE_UP_AFTER_MS);
  const history = "navigation" in window ? window.navigation : null;
  history?.addEventListener("currententrychange", openingEnded);
  return () => {
    clearTimeout(timer);
    history?.removeEventListener("currententrychange", openingEnded);
  };
}
