"use client";
import { Clock } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useConnectionName } from "@/components/connections/use-connection-name";
import { cn } from "@/components/ui/cn";
import { formatDurationShort } from "@/components/ui/format-duration";
import { Tag } from "@/components/ui/tag";
import { useNow } from "@/components/ui/use-now";
import type { Approval } from "@/lib/contracts/approval";
import { approvalKey } from "../approval-key";
import { RequestLine } from "./request-line";
import { SOON_MS, timeLeft } from "../time-left";

interface ApprovalListProps {
  readonly approvals: readonly Approval[];
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
}

/** Requests that wait, each with its clock. Arrow keys walk through them. */
export function ApprovalList({ approvals, selected, onSelect }: ApprovalListProps) {
  const now = useNow();
  const nameOf = useConnectionName();
  return (
    <ul>
      {approvals.map((approval) => {
        const key = approvalKey(approval);
        const leftMs = now === null ? null : Date.parse(approval.expiresAt) - now;
        return (
          <li key={key}>
            <button
              type="button"
              aria-current={key === selected ? "true" : undefined}
              onClick={() => onSelect(key)}
              onKeyDown={walk}
              className={cn(
                "flex w-full flex-col gap-[3px] border-b border-line px-3.5 py-2.5 text-left -outline-offset-2",
                key === selected ? "bg-accent-soft shadow-[inset_3px_0_var(--accent)]" : "hover:bg-hover",
              )}
            >
              <RequestLine
                request={approval}
                glyph="waiting"
                glyphClass="text-wait"
                aside={
                  leftMs !== null && (
                    <span
                      className={cn(
                        "ml-auto inline-flex shrink-0 items-center gap-1 text-label tabular-nums",
                        leftMs < SOON_MS ? "font-semibold text-fail" : "text-muted",
                      )}
                    >
                      <Clock aria-hidden="true" className="size-3.5" />
                      {timeLeft(leftMs)}
                    </span>
                  )
                }
                foot={
                  <>
                    <span className="min-w-0 truncate">
                      {nameOf(approval.connection)}
                      {approval.onBehalfOf && ` · for ${approval.onBehalfOf.name}`}
                    </span>
                    {approval.isDemo && <Tag>demo data</Tag>}
                    <span className="ml-auto flex shrink-0 gap-2">
                      {approval.standing && (
                        <span>
                          {approval.standing.approvals} of {approval.standing.required}
                        </span>
                      )}
                      {now !== null && (
                        <span>waits {formatDurationShort(now - Date.parse(approval.waitingSince))}</span>
                      )}
                    </span>
                  </>
                }
              />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Moves the focus to the line above or below. */
function walk(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const lines = [...(event.currentTarget.closest("ul")?.querySelectorAll("button") ?? [])];
  const index = lines.indexOf(event.currentTarget);
  const next = lines[index + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
}
