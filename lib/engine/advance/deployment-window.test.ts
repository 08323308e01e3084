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

  it("follows the clocks of its time zone", () => {
    expect(isOpen("0 30 10 ? * *", "Europe/Berlin")).toBe(true);
    expect(isOpen("0 30 11 ? * *", "Europe/Berlin", Date.UTC(2026, 6, 6, 9, 30))).toBe(true);
    expect(isOpen("0 0 15 ? * *", "UTC+05:30")).toBe(true);
    expect(isOpen("0 30 22 ? * SUN", "UTC-11:00")).toBe(true);
  });

  it.each(["", "0 0 9", "0 0 25 ? * *", "0 0 9 L * ?", "0 0 9 ? * MON#1", "every day"])(
    "tells of a mistake rather than guessing: %j",
    (cron) => {
      expect(checkDeploymentWindow({ Cron: cron }, MONDAY_AT)).toMatchObject({ error: { code: "ConfigurationError" } });
    },
  );

  it("tells of a time zone that does not exist", () => {
    expect(checkDeploymentWindow({ Cron: "0 * * ? * *", TimeZone: "Mars/Base" }, MONDAY_AT)).toMatchObject({
      error: { code: "ConfigurationError", message: '"Mars/Base" is not a time zone.' },
    });
  });
});
