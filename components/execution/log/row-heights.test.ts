import { expect, it } from "vitest";
import { RowHeights } from "./row-heights";

it("knows where a row begins when rows before it are higher", () => {
  const heights = new RowHeights(18);
  expect(heights.set(3, 54)).toBe(true);
  expect(heights.set(3, 54)).toBe(false);
  heights.set(10, 36);
  expect([0, 3, 4, 10, 11].map((row) => heights.topOf(row))).toEqual([0, 54, 108, 216, 252]);
});

it("finds the row at every height", () => {
  const heights = new RowHeights(18);
  heights.set(1, 54);
  expect([0, 17, 18, 71, 72, 1_000].map((offset) => heights.rowAt(offset, 5))).toEqual([0, 0, 1, 1, 2, 4]);
  expect(heights.rowAt(0, 0)).toBe(0);
});

it("forgets heights rather than growing with the log", () => {
  const heights = new RowHeights(18);
  for (let row = 0; row < 10_000; row += 1) heights.set(row, 36);
  expect(heights.topOf(10_000)).toBeLessThan(10_000 * 36);
  expect(heights.heightOf(9_999)).toBe(36);
});
