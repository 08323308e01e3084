import type { ReactNode } from "react";
import { ResponsiveContainer } from "recharts";

interface ChartFrameProps {
  /** Says in one sentence what the picture shows, for those who do not see it. */
  readonly label: string;
  /** Pixels. */
  readonly height: number;
  readonly children: ReactNode;
}

/** Gives every chart its height, its name and one text style. */
export function ChartFrame({ label, height, children }: ChartFrameProps) {
  return (
    <div
      role="img"
      aria-label={label}
      style={{ height }}
      className="text-[11px] [&_.recharts-surface]:overflow-visible"
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height }}>
        {children}
      </ResponsiveContainer>
    </div>
  );
}

/** Colours and strokes that every chart shares; all of them are tokens. */
export const AXIS = {
  stroke: "var(--line-strong)",
  tick: { fill: "var(--faint)", fontSize: 11 },
  tickLine: false,
} as const;
export const GRID = { stroke: "var(--line)", vertical: false } as const;
export const TOOLTIP = {
  contentStyle: {
    background: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: 6,
    boxShadow: "var(--shadow-pop)",
    color: "var(--text)",
    fontSize: 12,
    padding: "6px 10px",
  },
  labelStyle: { fontWeight: 600 },
  isAnimationActive: false,
} as const;
