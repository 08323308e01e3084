"use client";
import { Clock } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { formatDurationShort } from "@/components/ui/format-duration";
import { Glyph } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { useNow } from "@/components/ui/use-now";
import type { Approval } from "@/lib/contracts/approval";
import { revisionTitle, shortRevisionId } from "../revision";
import { approvalKey } from "./approval-key";
import { SOON_MS, timeLeft } from "./time-left";

interface ApprovalListProps {
  readonly approvals: readonly Approval[];
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
}

export function ApprovalList({ approvals, selected, onSelect }: ApprovalListProps) {
  const now = useNow();
  return (
    <>
      <ul>
        {approvals.map((approval) => {
          const key = approvalKey(approval);
          const leftMs = now === null ? null : Date.parse(approval.expiresAt) - now;
          const [revision] = approval.sourceRevisions;
          return (
            <li key={key}>
              <button
                type="button"
                aria-current={key === selected ? "true" : undefined}
                onClick={() => onSelect(key)}
                className={cn(
                  "flex w-full flex-col gap-[3px] border-b border-line px-3.5 py-2.5 text-left -outline-offset-2",
                  key === selected ? "bg-accent-soft shadow-[inset_3px_0_var(--accent)]" : "hover:bg-hover",
                )}
              >
                <span className="flex w-full items-center gap-1.5">
                  <Glyph name="waiting" className="size-3.5 text-wait" />
                  <b className="min-w-0 truncate font-semibold">{approval.pipelineName}</b>
                  {leftMs !== null && (
                    <span
                      className={cn(
                        "ml-auto inline-flex shrink-0 items-center gap-1 text-label tabular-nums",
                        leftMs < SOON_MS ? "font-semibold text-fail" : "text-muted",
                      )}
                    >
                      <Clock aria-hidden="true" className="size-3.5" />
                      {timeLeft(leftMs)}
                    </span>
                  )}
                </span>
                <span className="w-full truncate pl-5">
                  {approval.stageName} / {approval.actionName}
                </span>
                <span className="w-full truncate pl-5 text-small text-muted">
                  {revision ? (
                    <>
                      <span className="mono">{shortRevisionId(revision.revisionId)}</span> {revisionTitle(revision)}
                    </>
                  ) : (
                    "No revision"
                  )}
                </span>
                <span className="flex w-full items-center gap-2 pl-5 text-small text-muted">
                  <span className="min-w-0 truncate">{approval.connection}</span>
                  {approval.isDemo && <Tag>demo data</Tag>}
                  {approval.standing && (
                    <span className="shrink-0">
                      {approval.standing.approvals} of {approval.standing.required}
                    </span>
                  )}
                  <span className="ml-auto shrink-0">
                    {now !== null && `waits ${formatDurationShort(now - Date.parse(approval.waitingSince))}`}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="px-3.5 py-3 text-small text-faint">Soonest to expire first.</p>
    </>
  );
}
