import { expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import type { ActionProgress, LifecycleEventStatus } from "../runner";
import { TargetReport } from "./target-report";

function reportOf(count: number) {
  const clock = new FakeClock();
  const told: ActionProgress[] = [];
  const report = new TargetReport({ clock, report: (progress) => void told.push(progress) });
  let status: LifecycleEventStatus = "InProgress";
  const progress = (name: string) => ({ name, type: "InstanceTarget", status, events: [{ name: "Install", status }] });
  for (let index = 0; index < count; index += 1) {
    report.add({
      get progress() {
        return progress(`${index}`);
      },
    });
  }
  return { clock, told, report, finish: () => (status = "Succeeded") };
}

it("tells a change at once, and what changes soon after together", () => {
  const { clock, told, report, finish } = reportOf(2);
  report.change();
  report.change();
  finish();
  report.change();
  expect(told.map(({ percentComplete }) => percentComplete)).toEqual([0]);
  clock.advance(100);
  expect(told.map(({ percentComplete }) => percentComplete)).toEqual([0, 100]);
  expect(told[1]?.targets?.map(({ name, status }) => [name, status])).toEqual([
    ["0", "Succeeded"],
    ["1", "Succeeded"],
  ]);
});

it("tells less often of many targets, and the end without waiting", () => {
  const { clock, told, report } = reportOf(500);
  report.change();
  report.change();
  clock.advance(2_499);
  expect(told).toHaveLength(1);
  report.flush();
  expect(told).toHaveLength(2);
  clock.advance(10_000);
  expect(told).toHaveLength(2);
});
