"use client";

import { Bar, BarChart, CartesianGrid, ReferenceArea, Tooltip, XAxis, YAxis } from "recharts";
import { isWeekend, type DayFigures } from "@/lib/analytics/delivery";
import { AXIS, ChartFrame, GRID, TOOLTIP } from "./chart-frame";
import { dayLabel } from "./day-label";

interface RunsPerDayProps {
  readonly days: readonly DayFigures[];
  readonly onSelectDay?: (day: string) => void;
}

/** Executions started per UTC day, by result; weekends are shaded. */
export function RunsPerDay({ days, onSelectDay }: RunsPerDayProps) {
  const total = days.reduce((sum, day) => sum + day.succeeded + day.failed + day.other, 0);
  const select = (entry: { payload?: DayFigures }) => entry.payload && onSelectDay?.(entry.payload.day);
  const bar = { stackId: "runs", maxBarSize: 18, isAnimationActive: false, onClick: select } as const;
  return (
    <ChartFrame label={`${total} executions over ${days.length} days, by result`} height={236}>
      <BarChart data={[...days]} margin={{ top: 8, right: 4, bottom: 0, left: -24 }} barCategoryGap="22%">
        <CartesianGrid {...GRID} />
        {days
          .filter(({ day }) => isWeekend(day))
          .map(({ day }) => (
            <ReferenceArea key={day} x1={day} x2={day} fill="var(--sunken)" fillOpacity={1} ifOverflow="extendDomain" />
          ))}
        <XAxis dataKey="day" {...AXIS} tickFormatter={dayLabel} minTickGap={40} />
        <YAxis {...AXIS} allowDecimals={false} axisLine={false} />
        <Tooltip
          {...TOOLTIP}
          cursor={{ fill: "var(--hover)" }}
          labelFormatter={(day) => (typeof day === "string" ? dayLabel(day) : "")}
        />
        <Bar {...bar} dataKey="succeeded" name="succeeded" fill="var(--ok-fill)" />
        <Bar {...bar} dataKey="failed" name="failed" fill="var(--fail-fill)" />
        <Bar
          {...bar}
          dataKey="other"
          name="stopped, superseded, cancelled"
          fill="var(--idle-fill)"
          radius={[2, 2, 0, 0]}
        />
      </BarChart>
    </ChartFrame>
  );
}
