import type { ReactNode } from "react";
import {
  executionsPerWeek,
  FEWEST_EXECUTIONS_FOR_A_FIGURE,
  successRate,
  type RangeFigures,
} from "@/lib/analytics/delivery";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";

interface FigureStripProps {
  readonly range: RangeFigures;
  /** The same number of days just before. */
  readonly before: RangeFigures;
  readonly dayCount: number;
}

/** The headline figures of a range, each against the range before it. */
export function FigureStrip({ range, before, dayCount }: FigureStripProps) {
  const finished = range.succeeded + range.failed;
  const rate = successRate(range);
  const rateBefore = successRate(before);
  const enough = finished >= FEWEST_EXECUTIONS_FOR_A_FIGURE;
  const canCompare = before.succeeded + before.failed >= FEWEST_EXECUTIONS_FOR_A_FIGURE;
  return (
    <dl className="grid grid-cols-2 border-b border-line bg-surface lg:grid-cols-5">
      <Figure name="Success rate" value={rate === null ? null : `${(rate * 100).toFixed(1)}%`}>
        {rate !== null && rateBefore !== null && (
          <Change
            amount={(rate - rateBefore) * 100}
            format={(points) => `${points.toFixed(1)} pt`}
            isGood={(a) => a > 0}
          />
        )}
        {range.succeeded} of {finished} finished
      </Figure>
      <Figure name="Duration, median" value={enough && range.p50Ms !== null ? formatDuration(range.p50Ms) : null}>
        <DurationChange now={range.p50Ms} before={canCompare ? before.p50Ms : null} />
        without approval wait
      </Figure>
      <Figure name="Duration, p95" value={enough && range.p95Ms !== null ? formatDuration(range.p95Ms) : null}>
        <DurationChange now={range.p95Ms} before={canCompare ? before.p95Ms : null} />
        without approval wait
      </Figure>
      <Figure name="Executions per week" value={executionsPerWeek(range, dayCount).toFixed(1)}>
        {range.succeeded + range.failed + range.other} in {dayCount} days
      </Figure>
      <Figure
        name="Approval wait, median"
        value={range.approvalWaitP50Ms === null ? null : formatDuration(range.approvalWaitP50Ms)}
        missing="No approval waited"
      >
        while nothing else ran
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string | null;
  readonly missing?: string;
  readonly children: ReactNode;
}

function Figure({ name, value, missing = "Too few to say", children }: FigureProps) {
  return (
    <div className="min-w-0 border-line px-4 py-2.5 not-last:border-r max-lg:border-b max-lg:last:col-span-2 max-lg:last:border-b-0">
      <dt className="text-small text-muted">{name}</dt>
      <dd className={cn("mt-0.5", value === null ? "text-muted" : "text-[18px] leading-6 font-semibold")}>
        {value ?? missing}
      </dd>
      {value !== null && <dd className="flex flex-wrap gap-x-1.5 text-label text-muted">{children}</dd>}
    </div>
  );
}

function DurationChange({ now, before }: { readonly now: number | null; readonly before: number | null }) {
  if (now === null || !before) return null;
  return (
    <Change
      amount={((now - before) / before) * 100}
      format={(percent) => `${percent.toFixed(0)}%`}
      isGood={(a) => a < 0}
    />
  );
}

interface ChangeProps {
  readonly amount: number;
  readonly format: (size: number) => string;
  readonly isGood: (amount: number) => boolean;
}

/** A change against the range before, with its sign; a change that rounds to nothing is "same". */
function Change({ amount, format, isGood }: ChangeProps) {
  const size = format(Math.abs(amount));
  if (Number.parseFloat(size) === 0) return <span>same</span>;
  return (
    <span className={isGood(amount) ? "text-ok" : "text-fail"}>
      {amount > 0 ? "+" : "−"}
      {size}
    </span>
  );
}
