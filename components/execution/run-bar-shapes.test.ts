import { expect, it } from "vitest";
import { barHeight, barPath, BARS_HEIGHT, gapsPath } from "./run-bar-shapes";

it("draws the longest run to the top and the shortest high enough to be seen", () => {
  expect(barHeight(90, 90)).toBe(BARS_HEIGHT);
  expect(barHeight(9_000, 90)).toBe(BARS_HEIGHT);
  expect(barHeight(0, 90)).toBeGreaterThan(3);
});

it("tells results apart by shape alone", () => {
  const at = { x: 0, height: 12 };
  const shapes = (["Succeeded", "Failed", "Stopped", "WaitingForApproval", "InProgress"] as const).map((status) =>
    barPath(status, at),
  );
  expect(new Set(shapes).size).toBe(shapes.length);
});

it("draws a dash for each run that is not there", () => {
  expect(gapsPath(3).split("M")).toHaveLength(4);
});
