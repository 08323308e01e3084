import { expect, test } from "vitest";
import { timeLeft } from "./time-left";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [7 * 24 * HOUR - 1_000, "6d 23h left"],
  [3 * HOUR + 54 * MINUTE, "3h 54m left"],
  [12 * MINUTE + 59_000, "12m left"],
  [MINUTE, "1m left"],
  [59_001, "60s left"],
  [1, "1s left"],
  [0, "expired"],
  [-HOUR, "expired"],
])("%d ms before it expires, a clock says: %s", (leftMs, words) => {
  expect(timeLeft(leftMs)).toBe(words);
});
