import { useSyncExternalStore } from "react";

/** Below this width there is no room for a canvas. */
const PHONE = "(max-width: 47.99rem)";

/** Whether the outline takes the place of the canvas. The server guesses a desk. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(PHONE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
}
