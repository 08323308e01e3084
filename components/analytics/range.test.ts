import { expect, it } from "vitest";
import { lastDays } from "./range";

it("ends with today and counts today as one of the days", () => {
  expect(lastDays(7, Date.UTC(2026, 10, 23, 23, 59))).toEqual({ from: "2026-11-17", to: "2026-11-23" });
});
