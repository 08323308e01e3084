import { describe, expect, it } from "vitest";
import { daysBetween, executionsPerWeek, fillDays, isWeekend, successRate } from "./delivery";

const none = { other: 0, p50Ms: null, p95Ms: null, approvalWaitP50Ms: null };

describe("successRate", () => {
  it("is the share of successes among the finished", () => {
    expect(successRate({ succeeded: 9, failed: 1 })).toBe(0.9);
  });
  it("says nothing about four executions", () => {
    expect(successRate({ succeeded: 4, failed: 0 })).toBeNull();
  });
});

it("counts every execution for the weekly frequency", () => {
  expect(executionsPerWeek({ ...none, succeeded: 20, failed: 5, other: 5 }, 30)).toBe(7);
});

it("keeps days without executions as gaps", () => {
  const day = { day: "2026-03-01", succeeded: 1, failed: 0, other: 0, p50Ms: 5, p95Ms: 5 };
  expect(fillDays([day], "2026-02-28", "2026-03-02")).toEqual([
    { day: "2026-02-28", succeeded: 0, failed: 0, other: 0, p50Ms: null, p95Ms: null },
    day,
    { day: "2026-03-02", succeeded: 0, failed: 0, other: 0, p50Ms: null, p95Ms: null },
  ]);
});

it("walks over a leap day and a year's end", () => {
  expect(daysBetween("2028-02-28", "2028-03-01")).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"]);
  expect(daysBetween("2026-12-31", "2027-01-01")).toEqual(["2026-12-31", "2027-01-01"]);
});

it("knows weekends", () => {
  expect([isWeekend("2026-11-21"), isWeekend("2026-11-22"), isWeekend("2026-11-23")]).toEqual([true, true, false]);
});
