import Link from "next/link";
import type { ReactNode } from "react";
import { Change } from "@/components/ui/change";
import { cn } from "@/components/ui/cn";
import { Duration } from "@/components/ui/duration";
import { formatDuration } from "@/components/ui/format-duration";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import type { FleetTotals } from "@/lib/contracts/fleet";
import { formatPerWeek } from "./format-per-week";

/** What stands above every list of pipelines: what runs, what waits, what broke, and how it went lately. */
export function TotalsStrip({ totals }: { readonly totals: FleetTotals }) {
  const { figures } = totals;
  return (
    <dl className="grid shrink-0 border-b border-line bg-surface max-sm:flex max-sm:overflow-x-auto sm:grid-cols-3 lg:grid-cols-6">
      <Total name="In progress" href="/pipelines?status=running">
        <Attention value={totals.running} glyph="running" tone="run" />
      </Total>
      <Total name="Waiting for approval" href="/approvals">
        <Attention value={totals.waiting} glyph="waiting" tone="wait" />
        {totals.oldestWaitingSince && (
          <Aside>
            oldest <Duration from={Date.parse(totals.oldestWaitingSince)} />
          </Aside>
        )}
      </Total>
      <Total name="Last run failed" href="/pipelines?status=failed">
        <Attention value={totals.lastRunFailed} glyph="failed" tone="fail" />
      </Total>
      <Total name="Success rate, 30 days" href="/analytics?days=30">
        <Figure value={figures.successRate === null ? null : `${(figures.successRate * 100).toFixed(1)}%`} />
        <Aside>
          of {figures.finished} {figures.finished === 1 ? "run" : "runs"}
        </Aside>
      </Total>
      <Total name="Median duration, 30 days" href="/analytics?days=30">
        <Figure value={figures.medianDurationMs === null ? null : formatDuration(figures.medianDurationMs)} />
        {figures.medianDurationChange !== null && (
          <Change amount={figures.medianDurationChange * 100} unit="%" isGood={(amount) => amount < 0} />
        )}
      </Total>
      <Total name="Runs per week" href="/analytics?days=30">
        <Figure value={formatPerWeek(figures.runsPerWeek)} />
        {totals.includesDemo && <Tag>includes demo data</Tag>}
      </Total>
    </dl>
  );
}

interface TotalProps {
  readonly name: string;
  /** The runs behind the figure. */
  readonly href: string;
  readonly children: ReactNode;
}

function Total({ name, href, children }: TotalProps) {
  return (
    <div className="min-w-0 border-line px-4 py-2.5 not-last:border-r max-lg:border-b max-sm:shrink-0 max-sm:border-b-0 max-sm:whitespace-nowrap">
      <dt className="text-small text-muted">
        <Link href={href} className="hover:text-ink hover:underline">
          {name}
        </Link>
      </dt>
      <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2">{children}</dd>
    </div>
  );
}

function Attention({ value, glyph, tone }: { readonly value: number; readonly glyph: GlyphName; readonly tone: Tone }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2 text-[18px] leading-6 font-semibold",
        value === 0 ? "text-muted" : TEXT_OF_TONE[tone],
      )}
    >
      <Glyph name={value === 0 ? "idle" : glyph} className="size-4" />
      {value}
    </span>
  );
}

function Figure({ value }: { readonly value: string | null }) {
  if (value === null) return <span className="text-muted">Too few to say</span>;
  return <span className="text-[18px] leading-6 font-semibold">{value}</span>;
}

function Aside({ children }: { readonly children: ReactNode }) {
  return <span className="text-label text-muted">{children}</span>;
}
