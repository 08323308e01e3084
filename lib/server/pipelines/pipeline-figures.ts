import "server-only";
import { successRate } from "@/lib/analytics/delivery";
import type { PipelineFigures } from "@/lib/contracts/fleet";
import type { FiguresRow } from "@/lib/db/fleet";

export const FIGURE_DAYS = 30;

/** Figures of a period beside those of the one before, from at most two rows. */
export function pipelineFigures(rows: readonly FiguresRow[]): PipelineFigures {
  const now = periodOf(rows.find(({ isBefore }) => !isBefore));
  const before = periodOf(rows.find(({ isBefore }) => isBefore));
  return {
    finished: now.finished,
    successRate: now.successRate,
    successRateChange:
      now.successRate === null || before.successRate === null ? null : (now.successRate - before.successRate) * 100,
    medianDurationMs: now.medianMs,
    medianDurationChange:
      now.medianMs === null || before.medianMs === null || before.medianMs === 0
        ? null
        : now.medianMs / before.medianMs - 1,
    runsPerWeek: (now.finished / FIGURE_DAYS) * 7,
  };
}

function periodOf(row: FiguresRow | undefined): {
  finished: number;
  successRate: number | null;
  medianMs: number | null;
} {
  if (!row) return { finished: 0, successRate: null, medianMs: null };
  const rate = successRate(row);
  return {
    finished: row.succeeded + row.failed + row.other,
    successRate: rate,
    medianMs: rate === null ? null : row.medianMs,
  };
}
