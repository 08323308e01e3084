import { expect, it } from "vitest";
import { formatLineRange, isInRange, parseLineRange } from "./line-range";

it("reads what it writes", () => {
  expect(parseLineRange(formatLineRange({ first: 12, last: 12 }))).toEqual({ first: 12, last: 12 });
  expect(parseLineRange(formatLineRange({ first: 12, last: 20 }))).toEqual({ first: 12, last: 20 });
});

it("puts a range written backwards the right way round", () => {
  expect(parseLineRange("20-12")).toEqual({ first: 12, last: 20 });
});

it.each(["", "0", "-1", "L1", "1-", "1-2-3", "1x", "1e3", "9".repeat(40)])("takes %j for no line", (text) => {
  expect(parseLineRange(text)).toBeNull();
});

it("includes both ends", () => {
  const range = { first: 2, last: 3 };
  expect([1, 2, 3, 4].filter((line) => isInRange(range, line))).toEqual([2, 3]);
});
