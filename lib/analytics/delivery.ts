/** What one UTC day of one pipeline, or of one stage of it, came to. Durations are milliseconds without approval wait. */
export interface DayFigures {
  /** `2026-11-23`. */
  readonly day: string;
  readonly succeeded: number;
  readonly failed: number;
  /** Stopped, superseded and cancelled: neither a success nor a failure. */
  readonly other: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

export interface RangeFigures {
  readonly succeeded: number;
  readonly failed: number;
  readonly other: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly approvalWaitP50Ms: number | null;
}

/** A figure over fewer finished executions than this is told as "too few to say". */
export const FEWEST_EXECUTIONS_FOR_A_FIGURE = 5;

/**
 * Succeeded executions among those that succeeded or failed, 0 to 1.
 * @returns null when too few finished to say
 */
export function successRate(figures: Pick<RangeFigures, "succeeded" | "failed">): number | null {
  const finished = figures.succeeded + figures.failed;
  return finished < FEWEST_EXECUTIONS_FOR_A_FIGURE ? null : figures.succeeded / finished;
}

/** Executions a week over a range of `days` days. */
export function executionsPerWeek(figures: RangeFigures, days: number): number {
  return ((figures.succeeded + figures.failed + figures.other) / days) * 7;
}

/** One entry per day from `from` to `to` inclusive; a day without executions has zero counts and no percentiles, so charts show a gap. */
export function fillDays(days: readonly DayFigures[], from: string, to: string): DayFigures[] {
  const byDay = new Map(days.map((figures) => [figures.day, figures]));
  return daysBetween(from, to).map(
    (day) => byDay.get(day) ?? { day, succeeded: 0, failed: 0, other: 0, p50Ms: null, p95Ms: null },
  );
}

/** UTC days from `from` to `to` inclusive, as `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

export const DAY_MS = 24 * 60 * 60 * 1000;

/** Saturday or Sunday, in UTC. */
export function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
