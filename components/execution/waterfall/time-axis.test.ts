import { expect, test } from "vitest";
import { clockLabel, midnightBefore, sinceLabel, ticksOf } from "./time-axis";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test.each([
  [0, 1_000, "0"],
  [250, 50, "250ms"],
  [2_500, 500, "2.5s"],
  [2_000, 500, "2s"],
  [45_000, 15_000, "45s"],
  [300_000, 60_000, "5m"],
  [62_500, 500, "1m 02.5s"],
  [HOUR + 270_000, 30_000, "1h 04m 30s"],
  [HOUR + 5_000, 5_000, "1h 00m 05s"],
  [2 * DAY + 6 * HOUR, 6 * HOUR, "2d 06h"],
  [2 * DAY, DAY, "2d"],
])("writes %i ms on an axis of %i ms steps as %s", (atMs, stepMs, label) => {
  expect(sinceLabel(atMs, stepMs)).toBe(label);
});

/** Two seconds, a quarter of an hour, a week, a year; whole and deep inside. */
const RANGES = [2_000, 15 * 60_000, 7 * DAY, 365 * DAY].flatMap((lengthMs) =>
  [0, 3 * DAY + 11 * HOUR + 7_123].map((fromMs) => ({ fromMs, toMs: fromMs + lengthMs })),
);

test.each(RANGES)("has room for every label, and no neighbours alike, from $fromMs to $toMs", (shown) => {
  const startedAt = new Date(2026, 8, 15, 11, 38, 7).getTime();
  const axes = [
    { label: sinceLabel, originMs: 0 },
    {
      label: (atMs: number, stepMs: number) => clockLabel(startedAt + atMs, stepMs),
      originMs: midnightBefore(startedAt),
    },
  ];
  for (const widthPx of [230, 560, 1_100]) {
    for (const axis of axes) {
      const ticks = ticksOf({ shown, widthPx, ...axis });
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(40);
      const pxPerMs = widthPx / (shown.toMs - shown.fromMs);
      for (const [index, { atMs, label }] of ticks.slice(1).entries()) {
        expect((atMs - (ticks[index]?.atMs ?? 0)) * pxPerMs).toBeGreaterThan(label.length * 6);
        expect(label).not.toBe(ticks[index]?.label);
      }
    }
  }
});

test("counts the clock from midnight, so that its times are round ones", () => {
  const startedAt = new Date(2026, 8, 15, 11, 38, 7).getTime();
  const ticks = ticksOf({
    shown: { fromMs: 0, toMs: 30 * 60_000 },
    widthPx: 560,
    label: (atMs, stepMs) => clockLabel(startedAt + atMs, stepMs),
    originMs: midnightBefore(startedAt),
  });
  expect(ticks[0]?.label).toBe("11:40");
  expect(ticks.every(({ label }) => /:[0-5][05]$/.test(label))).toBe(true);
});

test("names the day at midnight", () => {
  expect(clockLabel(new Date(2026, 8, 16).getTime(), HOUR)).toBe("16 Sept");
  expect(clockLabel(new Date(2026, 8, 16, 1, 2, 3, 40).getTime(), 20)).toBe("01:02:03.040");
});
