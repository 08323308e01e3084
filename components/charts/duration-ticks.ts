const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances between ticks that people count in. */
const STEPS = [
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
] as const;
const MOST_TICKS = 6;

/** Ticks in milliseconds from 0 to at least `longestMs`, at whole minutes, hours or days. */
export function durationTicks(longestMs: number): number[] {
  const step =
    STEPS.find((candidate) => longestMs / candidate <= MOST_TICKS - 1) ??
    Math.ceil(longestMs / (MOST_TICKS - 1) / DAY) * DAY;
  const count = Math.max(1, Math.ceil(longestMs / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** `0`, `30s`, `5m`, `1h 30m`, `2d`: a tick has no smaller unit to show. */
export function tickLabel(ms: number): string {
  if (ms === 0) return "0";
  const parts = [
    [DAY, "d"],
    [HOUR, "h"],
    [MINUTE, "m"],
    [SECOND, "s"],
  ] as const;
  let left = ms;
  return parts
    .flatMap(([unit, name]) => {
      const count = Math.floor(left / unit);
      left %= unit;
      return count > 0 ? [`${count}${name}`] : [];
    })
    .join(" ");
}
