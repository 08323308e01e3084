"use client";
import { memo, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";
import { type Status, StatusGlyph } from "../status";
import type { Span } from "./time-range";
import type { Bar, WaterfallRow } from "./waterfall";
import { positionOf, spanStyle } from "./waterfall-position";

export const ROW_HEIGHT = 24;
const GRID = "grid h-6 w-full grid-cols-[142px_minmax(0,1fr)] text-small";
const TRACK = "relative [overflow-x:clip]";
const QUEUE = "top-2.5 h-1 bg-idle-fill";

const BARS = {
  queue: QUEUE,
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
  /** Counted from 0, among all rows. */
  readonly index: number;
  readonly isSelected: boolean;
  /** The one row the Tab key reaches. */
  readonly isTabStop: boolean;
  readonly onSelect: (actionKey: string) => void;
}

/** Renders again only when its own row changed: a row that has ended stays as it is while others run. */
export const WaterfallRowView = memo(RowView, (before, after) => {
  return (
    before.index === after.index &&
    before.isSelected === after.isSelected &&
    before.isTabStop === after.isTabStop &&
    before.onSelect === after.onSelect &&
    isSameRow(before.row, after.row)
  );
});

function RowView({ row, index, isSelected, isTabStop, onSelect }: WaterfallRowViewProps) {
  if (row.kind === "stage") return <StageRow row={row} />;
  const { action, bars, estimate, isCritical } = row;
  const endMs = Math.max(bars.at(-1)?.toMs ?? 0, estimate?.toMs ?? 0);
  return (
    <button
      type="button"
      data-row={index}
      tabIndex={isTabStop ? 0 : -1}
      aria-pressed={isSelected}
      onClick={() => onSelect(action.key)}
      className={cn(GRID, "text-left -outline-offset-2", isSelected ? "bg-accent-soft" : "hover:bg-hover")}
    >
      <span className="flex min-w-0 items-center gap-1.5 pl-7 leading-6">
        <StatusGlyph status={action.status} className="size-3" />
        <span title={action.name} className="truncate">
          {action.name}
        </span>
      </span>
      <span className={TRACK}>
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
            style={spanStyle(bar)}
          />
        ))}
        {estimate && (
          <i
            className="absolute top-[7px] h-2.5 rounded-r-[2px] border border-l-0 border-dashed border-idle-fill"
            style={spanStyle(estimate)}
          />
        )}
        {endMs > 0 && <Label atMs={endMs}>{labelOf(row)}</Label>}
      </span>
    </button>
  );
}

function StageRow({
  row: { name, status, span, queue, isOpen },
}: {
  readonly row: Extract<WaterfallRow, { kind: "stage" }>;
}) {
  const lengthMs = span ? span.toMs - span.fromMs : 0;
  return (
    <div className={GRID}>
      <b title={name} className="truncate pl-4 leading-6 font-semibold">
        {name}
      </b>
      <span className={TRACK}>
        {queue && (
          <i
            title={`Waited ${formatDuration(queue.toMs - queue.fromMs)} for ${name}`}
            className={cn("absolute", QUEUE)}
            style={spanStyle(queue)}
          />
        )}
        {span && (
          <i
            className={cn(
              "absolute top-2.5 h-[5px] min-w-[3px] rounded-t-[2px] border-[1.5px] border-b-0 border-line-strong",
              isOpen && "border-r-0",
            )}
            style={spanStyle(span)}
          />
        )}
        {span && (
          <Label atMs={span.toMs}>
            {formatDuration(lengthMs)}
            {isOpen && " so far"}
          </Label>
        )}
        {!span && queue && <Label atMs={queue.toMs}>{waitText(status, queue)}</Label>}
      </span>
    </div>
  );
}

function waitText(status: Status, { fromMs, toMs }: Span): string {
  const waited = formatDuration(toMs - fromMs);
  return status === "Queued" || status === "InProgress" ? `waits, ${waited} so far` : `waited ${waited}`;
}

function labelOf({ action, bars, estimate }: Extract<WaterfallRow, { kind: "action" }>): string {
  if (estimate && action.latest === null) return `≈ ${formatDuration(estimate.toMs - estimate.fromMs)}`;
  if (estimate && action.category === "Approval") return `typically ${formatDuration(action.typicalDurationMs ?? 0)}`;
  if (estimate) return `≈ ${formatDuration(estimate.toMs - estimate.fromMs)} left`;
  const workedMs = bars.filter(({ kind }) => kind !== "queue").reduce((sum, bar) => sum + bar.toMs - bar.fromMs, 0);
  const attempts = action.attempts.length > 1 ? `${action.attempts.length} attempts · ` : "";
  return `${attempts}${formatDuration(workedMs)}`;
}

/** Beside the end of a bar. */
function Label({ atMs, children }: { readonly atMs: number; readonly children: ReactNode }) {
  return (
    <span
      className="absolute top-1 z-1 pl-1.5 text-tiny tabular-nums leading-4 whitespace-nowrap text-muted"
      style={{ left: positionOf(atMs) }}
    >
      {children}
    </span>
  );
}

function isSameRow(before: WaterfallRow, after: WaterfallRow): boolean {
  if (before.kind === "stage" || after.kind === "stage") return JSON.stringify(before) === JSON.stringify(after);
  const { action: _before, ...drawnBefore } = before;
  const { action: _after, ...drawnAfter } = after;
  return before.action === after.action && JSON.stringify(drawnBefore) === JSON.stringify(drawnAfter);
}
