import { expect, it } from "vitest";
import { durationTicks, tickLabel } from "./duration-ticks";

it.each([
  [4_000, ["0", "1s", "2s", "3s", "4s"]],
  [47 * 60_000, ["0", "10m", "20m", "30m", "40m", "50m"]],
  [2.2 * 3_600_000, ["0", "30m", "1h", "1h 30m", "2h", "2h 30m"]],
  [200 * 86_400_000, ["0", "40d", "80d", "120d", "160d", "200d"]],
])("counts up to %i ms in steps people use", (longestMs, labels) => {
  expect(durationTicks(longestMs).map(tickLabel)).toEqual(labels);
});

it("still has an axis when everything took no time", () => {
  expect(durationTicks(0)).toEqual([0, 1_000]);
});
