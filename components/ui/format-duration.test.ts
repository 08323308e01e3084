import { expect, it } from "vitest";
import { formatDuration, formatDurationShort, writtenDurationMs } from "./format-duration";

it.each([
  [0, "0s"],
  [-5, "0s"],
  [480, "480ms"],
  [8_000, "8s"],
  [59_999, "59s"],
  [60_000, "1m 00s"],
  [192_000, "3m 12s"],
  [3_600_000, "1h 00m"],
  [3_840_000, "1h 04m"],
  [86_400_000 * 2 + 3_600_000 * 6, "2d 06h"],
])("writes %i ms as %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

it.each([
  [4_300, "4 s"],
  [725_000, "12m"],
  [3 * 3_600_000, "3h"],
  [50 * 3_600_000, "2d"],
])("writes %i ms at a glance as %s", (durationMs, text) => {
  expect(formatDurationShort(durationMs)).toBe(text);
});

it.each([480, 6_900, 192_999, 3_899_000, 190_000_000])("keeps of %i ms what is written of it", (durationMs) => {
  const written = writtenDurationMs(durationMs);
  expect(written).toBeLessThanOrEqual(durationMs);
  expect(formatDuration(written)).toBe(formatDuration(durationMs));
  expect(writtenDurationMs(written)).toBe(written);
});
