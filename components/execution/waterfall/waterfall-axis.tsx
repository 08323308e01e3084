"use client";
import type { Tick } from "./time-axis";
import { positionOf } from "./waterfall-position";

interface WaterfallAxisProps {
  readonly ref: (element: HTMLElement | null) => void;
  readonly caption: string;
  readonly ticks: readonly Tick[];
  readonly nowMs: number | null;
  /** Labels nearer to now than this make room for it. */
  readonly clearanceMs: number;
}

/** The ticks above the rows. `ref` gets the element that is as wide as the range. */
export function WaterfallAxis({ ref, caption, ticks, nowMs, clearanceMs }: WaterfallAxisProps) {
  const labelled = nowMs === null ? ticks : ticks.filter(({ atMs }) => Math.abs(atMs - nowMs) > clearanceMs);
  return (
    <div className="sticky top-0 z-4 grid h-6 grid-cols-[142px_minmax(0,1fr)] bg-surface text-tiny leading-6 text-faint tabular-nums">
      <span className="truncate pl-4">{caption}</span>
      <span ref={ref} className="relative [overflow-x:clip]" aria-hidden="true">
        {labelled.map(({ atMs, label }) => (
          <span
            key={atMs}
            className={atMs === 0 ? "absolute" : "absolute -translate-x-1/2 whitespace-nowrap"}
            style={{ left: positionOf(atMs) }}
          >
            {label}
          </span>
        ))}
        {nowMs !== null && (
          <span
            className="absolute top-1 -translate-x-1/2 rounded-sm bg-run px-[5px] text-[10.5px] leading-[15px] font-semibold text-on-status"
            style={{ left: positionOf(nowMs) }}
          >
            now
          </span>
        )}
      </span>
    </div>
  );
}
