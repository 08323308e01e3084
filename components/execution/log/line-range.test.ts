import { expect, it } from "vitest";
import { formatLineRange, isInRange, parseLineRange } from "./line-range";

it("reads what it writes", () => {
  expect(parseLineRange(formatLineRange({ first: 12, last: 12 }))).toEqual({ first: 12, last: 12 });
  expect(parseLineRange(formatLineRange({ first: 12, last: 20 }))).toEqual({ first: 12, last: 20 });
});

it("puts a range written backwards the right way round", () => {
  expect(parseLineRange("#L20-L12")).toEqual({ first: 12, last: 20 });
});

it.each(["", "#", "#main", "#L", "#L1-2", "#L1x"])("takes %j for no line", (hash) => {
  expect(parseLineRange(hash)).toBeNull();
});

it("includes both ends", () => {
  const range = { first: 2, last: 3 };
  expect([1, 2, 3, 4].filter((line) => isInRange(range, line))).toEqual([2, 3]);
});
