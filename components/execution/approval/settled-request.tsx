"use client";
import { Note } from "@/components/ui/note";
import type { Approval } from "@/lib/contracts/approval";
import type { ActionAttempt, ExecutionDetail } from "@/lib/contracts/execution-detail";
import { ApprovalAnswer } from "./approval-answer";
import { UnsentComment } from "./unsent-comment";

interface SettledRequestProps {
  readonly approval: Approval;
  /** Undefined while it is read. */
  readonly execution: ExecutionDetail | undefined;
}

/** Stands in for the form once a request no longer waits. What was typed meanwhile is still there to copy. */
export function SettledRequest({ approval, execution }: SettledRequestProps) {
  const attempt = attemptOf(approval, execution);
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
      <UnsentComment place={approval} />
    </div>
  );
}

/** The attempt of the action that asked; null while the execution is read. */
export function attemptOf(
  { actionExecutionId }: Approval,
  execution: ExecutionDetail | undefined,
): ActionAttempt | null {
  const attempts = execution?.stages.flatMap(({ actions }) => actions.flatMap((action) => action.attempts)) ?? [];
  return attempts.find((attempt) => attempt.actionExecutionId === actionExecutionId) ?? null;
}
