"use client";
import { Note } from "@/components/ui/note";
import { useKeptText } from "@/components/ui/use-kept-text";
import type { Approval } from "@/lib/contracts/approval";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import { approvalKey, commentKey } from "./approval-key";
import { ApprovalAnswer } from "./approval-answer";

interface SettledRequestProps {
  readonly approval: Approval;
  /** Undefined while it is read. */
  readonly execution: ExecutionDetail | undefined;
}

/** Stands in for the form once a request no longer waits. What was typed meanwhile is still there to copy. */
export function SettledRequest({ approval, execution }: SettledRequestProps) {
  const comment = useKeptText(commentKey(approval));
  const attempts = execution?.stages.flatMap(({ actions }) => actions.flatMap((action) => action.attempts)) ?? [];
  const attempt = attempts.find(({ actionExecutionId }) => actionExecutionId === approval.actionExecutionId);
  return (
    <div className="flex flex-col gap-2">
      <Note tone="run" role="status">
        <p>
          This request no longer waits: it was answered, it expired, or its execution was stopped. Nothing was sent from
          here.
        </p>
        {attempt && attempt.status !== "InProgress" && (
          <div className="mt-1.5">
            <ApprovalAnswer attempt={attempt} />
          </div>
        )}
      </Note>
      {comment.text && (
        <div key={approvalKey(approval)} className="text-small">
          <p className="text-muted">Your comment was not sent:</p>
          <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{comment.text}</p>
        </div>
      )}
    </div>
  );
}
