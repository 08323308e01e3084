"use client";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";
import { StatusGlyph } from "../status";
import type { Bar, WaterfallRow } from "./waterfall";

const BARS = {
  queue: "top-2.5 h-1 bg-idle-fill",
  approval: "top-[7px] h-2.5 rounded-[2px] hatched-wait ring-1 ring-wait-fill ring-inset",
  succeeded: "top-[7px] h-2.5 rounded-[2px] bg-ok-fill",
  failed: "top-[7px] h-2.5 rounded-[2px] bg-fail-fill",
  running: "top-[7px] h-2.5 rounded-l-[2px] bg-run-fill",
  abandoned: "top-[7px] h-2.5 rounded-[2px] bg-stop-fill",
} as const satisfies Record<Bar["kind"], string>;

const WORDS = {
  queue: "queued",
  approval: "waited for approval",
  succeeded: "succeeded after",
  failed: "failed after",
  running: "running for",
  abandoned: "abandoned after",
} as const satisfies Record<Bar["kind"], string>;

interface WaterfallRowViewProps {
  readonly row: WaterfallRow;
  /** Where an instant lies on the track, in percent. */
  readonly at: (ms: number) => string;
  readonly isSelected: boolean;
  readonly onSelect: (actionKey: string) => void;
}

export function WaterfallRowView({ row, at, isSelected, onSelect }: WaterfallRowViewProps) {
  if (row.kind === "stage") {
    return (
      <li className="grid h-6 grid-cols-[142px_minmax(0,1fr)] text-small">
        <b title={row.name} className="truncate pl-4 leading-6 font-semibold">
          {row.name}
        </b>
        <span className="relative">
          {row.span && (
            <>
              <i
                className={cn(
                  "absolute top-2.5 h-[5px] min-w-[3px] rounded-t-[2px] border-[1.5px] border-b-0 border-line-strong",
                  row.isOpen && "border-r-0",
                )}
                style={{ left: at(row.span.fromMs), width: at(row.span.toMs - row.span.fromMs) }}
              />
              <Label at={at(row.span.toMs)}>
                {formatDuration(row.span.toMs - row.span.fromMs)}
                {row.isOpen && " so far"}
              </Label>
            </>
          )}
        </span>
      </li>
    );
  }
  const { action, bars, estimate, isCritical } = row;
  const last = bars.at(-1);
  const endMs = Math.max(last?.toMs ?? 0, estimate?.toMs ?? 0);
  return (
    <li>
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={() => onSelect(action.key)}
        className={cn(
          "grid h-6 w-full grid-cols-[142px_minmax(0,1fr)] text-left text-small -outline-offset-2",
          isSelected ? "bg-accent-soft" : "hover:bg-hover",
        )}
      >
        <span className="flex min-w-0 items-center gap-1.5 pl-7 leading-6">
          <StatusGlyph status={action.status} className="size-3" />
          <span title={action.name} className="truncate">
            {action.name}
          </span>
        </span>
        <span className="relative">
          {bars.map((bar) => (
            <i
              key={`${bar.attempt}/${bar.kind}`}
              title={`Attempt ${bar.attempt}: ${WORDS[bar.kind]} ${formatDuration(bar.toMs - bar.fromMs)}`}
              className={cn(
                "absolute min-w-0.5",
                BARS[bar.kind],
                isCritical &&
                  bar.kind !== "queue" &&
                  "after:absolute after:inset-x-0 after:-bottom-1 after:h-0.5 after:bg-accent",
              )}
              style={{ left: at(bar.fromMs), width: at(bar.toMs - bar.fromMs) }}
            />
          ))}
          {estimate && (
            <i
              className="absolute top-[7px] h-2.5 rounded-r-[2px] border border-l-0 border-dashed border-idle-fill"
              style={{ left: at(estimate.fromMs), width: at(estimate.toMs - estimate.fromMs) }}
            />
          )}
          {endMs > 0 && <Label at={at(endMs)}>{labelOf(row)}</Label>}
        </span>
      </button>
    </li>
  );
}

function labelOf({ action, bars, estimate }: Extract<WaterfallRow, { kind: "action" }>): string {
  if (estimate && action.latest === null) return `≈ ${formatDuration(estimate.toMs - estimate.fromMs)}`;
  if (estimate && action.category === "Approval") return `typically ${formatDuration(action.typicalDurationMs ?? 0)}`;
  if (estimate) return `≈ ${formatDuration(estimate.toMs - estimate.fromMs)} left`;
  const workedMs = bars.filter(({ kind }) => kind !== "queue").reduce((sum, bar) => sum + bar.toMs - bar.fromMs, 0);
  return formatDuration(workedMs);
}

/** Beside the end of a bar. */
function Label({ at, children }: { at: string; children: ReactNode }) {
  return (
    <span
      className="absolute top-1 z-1 pl-1.5 text-tiny tabular-nums leading-4 whitespace-nowrap text-muted"
      style={{ left: at }}
    >
      {children}
    </span>
  );
}
