import { expect, it } from "vitest";
import { isTerminal } from "@/lib/pipeline/execution";
import { demoHistory, DEMO_DAYS } from "./demo-history";
import { listDemoPipelines } from "./demo-pipelines";
import { createRandom } from "./random";

const NOW = Date.UTC(2026, 10, 23, 9, 30);
const histories = listDemoPipelines().map((pipeline) => demoHistory(pipeline, createRandom(7), NOW));

it("gives the same history for the same seed", () => {
  const [pipeline] = listDemoPipelines();
  if (!pipeline) throw new Error("There is no demo pipeline.");
  expect(demoHistory(pipeline, createRandom(7), NOW)).toEqual(histories[0]);
});

it("has ended everywhere by now and reaches back the whole range", () => {
  for (const { executions, actionExecutions } of histories) {
    expect(executions.every(({ status }) => isTerminal(status))).toBe(true);
    expect(executions.every(({ lastUpdatedAt }) => lastUpdatedAt <= NOW)).toBe(true);
    expect(actionExecutions.every(({ status }) => status !== "InProgress")).toBe(true);
    expect(NOW - Math.min(...executions.map(({ startedAt }) => startedAt))).toBeGreaterThan(
      (DEMO_DAYS - 7) * 86_400_000,
    );
  }
});

it("shows successes, failures and superseded executions, as a busy team has them", () => {
  const statuses = new Set(histories.flatMap(({ executions }) => executions.map(({ status }) => status)));
  expect([...statuses].toSorted()).toEqual(expect.arrayContaining(["Failed", "Succeeded", "Superseded"]));
});
