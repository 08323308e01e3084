import { Time } from "@/components/ui/time";
import { assertNever } from "@/lib/assert-never";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";

/** What became of a request, by whom and when, wherever it was answered. */
export function ApprovalAnswer({ attempt }: { readonly attempt: ActionAttempt }) {
  const text = attempt.summary ?? attempt.error?.message;
  return (
    <div className="flex flex-col gap-2">
      <p>
        {answerOf({ ...attempt, error: attempt.error?.message ?? null })}
        {attempt.updatedBy && ` by ${personOf(attempt.updatedBy)}`} <Time at={Date.parse(attempt.lastUpdatedAt)} />.
      </p>
      {text && (
        <blockquote className="border-l-2 border-line-strong pl-3 [overflow-wrap:anywhere] whitespace-pre-wrap text-muted">
          {text}
        </blockquote>
      )}
    </div>
  );
}

/**
 * In a word or two. A rejection has an author, an expiry the message of a time-out; where AWS tells neither, which of
 * the two it was is not known.
 */
export function answerOf({
  status,
  updatedBy,
  error,
}: Pick<ActionAttempt, "status" | "updatedBy"> & { readonly error: string | null }): string {
  switch (status) {
    case "InProgress":
      return "Asks nobody any more: its execution has ended, or its pipeline was deleted. Last changed";
    case "Succeeded":
      return "Approved";
    case "Failed":
      if (/time[ds]? ?-?out|expired/i.test(error ?? "")) return "Expired";
      return updatedBy ? "Rejected" : "Rejected or expired";
    case "Abandoned":
      return "Abandoned when the execution was stopped";
    default:
      return assertNever(status);
  }
}

/** The session name of an assumed role, the last part of any other ARN, or what was recorded. */
export function personOf(updatedBy: string): string {
  return updatedBy.startsWith("arn:") ? (updatedBy.split(/[/:]/).at(-1) ?? updatedBy) : updatedBy;
}
