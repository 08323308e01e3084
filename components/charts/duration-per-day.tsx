"use client";

import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import type { DayFigures } from "@/lib/analytics/delivery";
import { formatDuration } from "@/components/ui/format-duration";
import { AXIS, ChartFrame, GRID, TOOLTIP } from "./chart-frame";
import { dayLabel } from "./day-label";
import { durationTicks, tickLabel } from "./duration-ticks";

interface DurationPerDayProps {
  readonly days: readonly DayFigures[];
  readonly versions: readonly { readonly version: number; readonly firstRunDay: string }[];
}

/** Median and 95th percentile of the duration per UTC day, with a flag where a version first ran. Days without a finished execution are gaps. */
export function DurationPerDay({ days, versions }: DurationPerDayProps) {
  const line = { strokeWidth: 1.75, connectNulls: false, isAnimationActive: false, activeDot: { r: 3 } } as const;
  const ticks = durationTicks(Math.max(0, ...days.map(({ p95Ms }) => p95Ms ?? 0)));
  const dot = { r: 1.5, strokeWidth: 0 };
  return (
    <ChartFrame label="Duration per day, median and 95th percentile" height={236}>
      <LineChart data={[...days]} margin={{ top: 22, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid {...GRID} />
        <XAxis dataKey="day" {...AXIS} tickFormatter={dayLabel} minTickGap={40} />
        <YAxis
          {...AXIS}
          axisLine={false}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 0]}
          tickFormatter={tickLabel}
          width={56}
        />
        <Tooltip
          {...TOOLTIP}
          labelFormatter={(day) => (typeof day === "string" ? dayLabel(day) : "")}
          formatter={(value) => (typeof value === "number" ? formatDuration(value) : "no run")}
        />
        {versions.map(({ version, firstRunDay }) => (
          <ReferenceLine
            key={version}
            x={firstRunDay}
            stroke="var(--line-strong)"
            label={{ value: `v${version}`, position: "top", fill: "var(--muted)", fontSize: 11 }}
          />
        ))}
        <Line
          {...line}
          dataKey="p95Ms"
          name="p95"
          stroke="var(--muted)"
          strokeDasharray="4 3"
          dot={{ ...dot, fill: "var(--muted)" }}
        />
        <Line {...line} dataKey="p50Ms" name="p50" stroke="var(--accent)" dot={{ ...dot, fill: "var(--accent)" }} />
      </LineChart>
    </ChartFrame>
  );
}
