"use client";

import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { formatDuration } from "@/components/ui/format-duration";
import { AXIS, ChartFrame, TOOLTIP } from "./chart-frame";
import { durationTicks, tickLabel } from "./duration-ticks";

interface StageTimeProps {
  readonly stages: readonly {
    readonly stageName: string;
    readonly p50Ms: number | null;
    readonly approvalWaitP50Ms: number | null;
  }[];
}

const ROW_HEIGHT = 34;

/** Where the time of a median execution goes: running, and waiting for an approval while nothing else runs. */
export function StageTime({ stages }: StageTimeProps) {
  const bar = { stackId: "time", barSize: 14, isAnimationActive: false } as const;
  const ticks = durationTicks(
    Math.max(0, ...stages.map((stage) => (stage.p50Ms ?? 0) + (stage.approvalWaitP50Ms ?? 0))),
  );
  const label = stages.map(({ stageName, p50Ms }) => `${stageName} ${formatDuration(p50Ms ?? 0)}`).join(", ");
  return (
    <ChartFrame label={`Median time per stage: ${label}`} height={stages.length * ROW_HEIGHT + 28}>
      <BarChart data={[...stages]} layout="vertical" margin={{ top: 0, right: 16, bottom: 0, left: 0 }}>
        <defs>
          <pattern id="approval-wait" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="var(--wait-soft)" />
            <rect width="3" height="6" fill="var(--wait-fill)" />
          </pattern>
        </defs>
        <CartesianGrid stroke="var(--line)" horizontal={false} />
        <XAxis
          type="number"
          {...AXIS}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 0]}
          tickFormatter={tickLabel}
          axisLine={false}
        />
        <YAxis type="category" dataKey="stageName" {...AXIS} axisLine={false} width={96} />
        <Tooltip
          {...TOOLTIP}
          cursor={{ fill: "var(--hover)" }}
          formatter={(value) => (typeof value === "number" ? formatDuration(value) : "no run")}
        />
        <Bar {...bar} dataKey="p50Ms" name="running" fill="var(--run-fill)" />
        <Bar {...bar} dataKey="approvalWaitP50Ms" name="waiting for approval" fill="url(#approval-wait)" />
      </BarChart>
    </ChartFrame>
  );
}
