import { Time } from "@/components/ui/time";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";

/** What became of a request, by whom and when, wherever it was answered. */
export function ApprovalAnswer({ attempt }: { readonly attempt: ActionAttempt }) {
  const text = attempt.summary ?? attempt.error?.message;
  return (
    <div className="flex flex-col gap-2">
      <p>
        {ANSWERS[attempt.status]}
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

const ANSWERS = {
  InProgress: "Waits for an answer since its last change",
  Succeeded: "Approved",
  Failed: "Rejected or expired",
  Abandoned: "Abandoned when the execution was stopped",
} as const satisfies Record<ActionAttempt["status"], string>;

/** The session name of an assumed role, the last part of any other ARN, or what was recorded. */
function personOf(updatedBy: string): string {
  return updatedBy.startsWith("arn:") ? (updatedBy.split(/[/:]/).at(-1) ?? updatedBy) : updatedBy;
}
