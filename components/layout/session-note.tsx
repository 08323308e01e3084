"use client";
import { notifyManager, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { buttonClass } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { isSessionEnd } from "@/lib/queries/is-session-end";

/** Above every page while the server no longer knows who is there. It goes by itself once something can be read again. */
export function SessionNote() {
  if (!useIsSessionEnded()) return null;
  return (
    <aside aria-label="Session" className="shrink-0">
      <Note
        tone="wait"
        role="status"
        className="rounded-none border-x-0 border-t-0 px-4"
        action={
          <a href="/sign-in" target="_blank" className={buttonClass({ size: "sm" })}>
            Sign in in a new tab
          </a>
        }
      >
        Your session has ended. What is shown was read before that, and nothing can be done here until you sign in
        again. What you typed is kept.
      </Note>
    </aside>
  );
}

/** Whether the newest answer to anything on screen was a refusal for want of a session. */
function useIsSessionEnded(): boolean {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    useCallback((changed) => cache.subscribe(notifyManager.batchCalls(changed)), [cache]),
    () => {
      const states = cache.findAll({ type: "active" }).map(({ state }) => state);
      const refusals = states.filter(({ error }) => isSessionEnd(error));
      return (
        refusals.length > 0 &&
        newest(refusals.map(({ errorUpdatedAt }) => errorUpdatedAt)) >
          newest(states.map(({ dataUpdatedAt }) => dataUpdatedAt))
      );
    },
    () => false,
  );
}

function newest(instants: readonly number[]): number {
  return Math.max(0, ...instants);
}
