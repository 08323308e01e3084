"use client";
import { Button, LinkButton } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { ApiError } from "@/lib/queries/get-json";

interface StaleNoteProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Above what was read before, while it cannot be brought up to date. Nothing that was typed below it is lost. */
export function StaleNote({ error, onRetry }: StaleNoteProps) {
  const isSignedOut = error instanceof ApiError && error.code === "unauthenticated";
  return (
    <Note
      tone="wait"
      role="status"
      className="shrink-0 rounded-none border-x-0 border-t-0 px-4"
      action={
        <span className="flex shrink-0 gap-2">
          {isSignedOut && (
            <LinkButton size="sm" href="/sign-in" target="_blank">
              Sign in in a new tab
            </LinkButton>
          )}
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        </span>
      }
    >
      {isSignedOut
        ? "Your session has ended. What is shown was read before that, and nothing can be done here until you sign in again."
        : `What is shown may be out of date. ${error.message}`}
    </Note>
  );
}
