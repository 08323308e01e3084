import { describe, expect, it } from "vitest";
import { checkDeploymentWindow } from "./deployment-window";

/** A Monday, 09:30 UTC. */
const MONDAY_AT = Date.UTC(2026, 10, 23, 9, 30);

function isOpen(cron: string, timeZone?: string, at = MONDAY_AT): boolean {
  const configuration = { Cron: cron, ...(timeZone !== undefined && { TimeZone: timeZone }) };
  return checkDeploymentWindow(configuration, at).status === "Succeeded";
}

describe("the window", () => {
  it.each([
    ["0 * 9-17 ? * MON-FRI *", true],
    ["* * 9-17 ? * 2", true],
    ["0 * 10-17 ? * MON-FRI *", false],
    ["0 * 9-17 ? * SAT,SUN *", false],
    ["0 0/15 * * * ?", true],
    ["0 0/20 * * * ?", false],
    ["0 * * 23 NOV ? 2026", true],
    ["0 * * ? * FRI-TUE", true],
    ["0 * 22-10 ? * *", true],
    ["0 * * ? * * 2025", false],
  ])("%s holds on a Monday at 09:30: %s", (cron, expected) => {
    expect(isOpen(cron)).toBe(expected);
  });

  const on = (month: number, day: number): number => Date.UTC(2026, month - 1, day, 9, 30);
  it.each<[string, readonly number[], readonly number[]]>([
    // November 2026 begins on a Sunday and ends on a Monday; October ends on a Saturday.
    ["0 * * L NOV ?", [on(11, 30)], [on(11, 29)]],
    ["0 * * L-3 NOV ?", [on(11, 27)], [on(11, 30)]],
    ["0 * * LW OCT ?", [on(10, 30)], [on(10, 31)]],
    ["0 * * 1W NOV ?", [on(11, 2)], [on(11, 1), on(10, 30)]],
    ["0 * * 15W NOV ?", [on(11, 16)], [on(11, 15), on(11, 13)]],
    ["0 * * 1,15W,L NOV ?", [on(11, 1), on(11, 16), on(11, 30)], [on(11, 15)]],
    ["0 * * ? NOV FRIL", [on(11, 27)], [on(11, 20)]],
    ["0 * * ? NOV 2L", [on(11, 30)], [on(11, 23)]],
    ["0 * * ? NOV L", [on(11, 7), on(11, 28)], [on(11, 29)]],
    ["0 * * ? NOV MON#4", [on(11, 23)], [on(11, 16), on(11, 30)]],
    ["0 * * ? NOV 1#1", [on(11, 1)], [on(11, 8)]],
    ["0 * * ? */5 MON-SUN", [on(11, 1), on(6, 1)], [on(10, 1)]],
  ])("%s is open on the days it means only", (cron, inside, outside) => {
    expect(inside.map((at) => isOpen(cron, "UTC", at))).toEqual(inside.map(() => true));
    expect(outside.map((at) => isOpen(cron, "UTC", at))).toEqual(outside.map(() => false));
  });

  it("follows the clocks of its time zone", () => {
    expect(isOpen("0 30 10 ? * *", "Europe/Berlin")).toBe(true);
    expect(isOpen("0 30 11 ? * *", "Europe/Berlin", Date.UTC(2026, 6, 6, 9, 30))).toBe(true);
    expect(isOpen("0 0 15 ? * *", "UTC+05:30")).toBe(true);
    expect(isOpen("0 30 22 ? * SUN", "UTC-11:00")).toBe(true);
    expect(isOpen("0 30 1 ? * MON", "PST")).toBe(true);
    expect(isOpen("0 30 18 ? * MON", "JST")).toBe(true);
    expect(isOpen("0 30 4 ? * MON", "EST")).toBe(true);
    expect(isOpen("0 30 10 ? * MON", "CET")).toBe(true);
  });

  it.each([
    "",
    "0 0 9",
    "0 0 25 ? * *",
    "0 0 9 ? * ?",
    "0 ? 9 * * ?",
    "0 0 9 32W * ?",
    "0 0 9 ? * MON#6",
    "0 0 9 ? * -MON",
    "0 -5 9 ? * *",
    "every day",
  ])("tells of a mistake rather than guessing: %j", (cron) => {
    expect(checkDeploymentWindow({ Cron: cron }, MONDAY_AT)).toMatchObject({ error: { code: "ConfigurationError" } });
  });

  it("tells of a time zone that does not exist", () => {
    expect(checkDeploymentWindow({ Cron: "0 * * ? * *", TimeZone: "Mars/Base" }, MONDAY_AT)).toMatchObject({
      error: { code: "ConfigurationError", message: '"Mars/Base" is not a time zone.' },
    });
  });
});
