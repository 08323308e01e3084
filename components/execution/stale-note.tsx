"use client";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { isSessionEnd } from "@/lib/queries/is-session-end";

interface StaleNoteProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/**
 * Above what was read before, while it cannot be brought up to date. Nothing that was typed below it is lost. That a session
 * has ended is said above every page.
 */
export function StaleNote({ error, onRetry }: StaleNoteProps) {
  if (isSessionEnd(error)) return null;
  return (
    <Note
      tone="wait"
      role="status"
      className="shrink-0 rounded-none border-x-0 border-t-0 px-4"
      action={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      What is shown may be out of date. {error.message}
    </Note>
  );
}
