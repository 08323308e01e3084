import { expect, test } from "vitest";
import type { RuleExecution, StageCondition } from "@/lib/contracts/stage-condition";
import { after, executionOf } from "./execution-fixture";
import { failedCondition, isFailedByCondition, withFailedCondition } from "./failed-condition";
import { NOTHING_RECORDED } from "./replay/past";
import { runOf } from "./run";

const iso = (seconds: number) => new Date(after(seconds)).toISOString();

const condition = (gate: StageCondition["gate"], rule: string): StageCondition => ({
  gate,
  result: "FAIL",
  status: null,
  summary: null,
  rules: [{ name: rule, provider: "CloudWatchAlarm", status: null, reason: null }],
  canOverride: false,
});

const asked = (stageName: string, ruleName: string, at: number, status: RuleExecution["status"]): RuleExecution => ({
  ruleExecutionId: `${ruleName}-${at}`,
  stageName,
  ruleName,
  status,
  startedAt: iso(at),
  lastUpdatedAt: iso(at + 1),
  reason: `${ruleName} says so`,
  externalExecutionUrl: null,
  resolvedConfiguration: {},
});

/** Two stages with conditions; nothing failed but the execution. */
function executionThat(reachedProd: boolean) {
  const attempts = [{ from: 1, to: 9 }];
  const plain = executionOf(
    [
      { name: "Test", from: 1, to: 9, status: "Succeeded", actions: [{ name: "Check", attempts }] },
      { name: "Prod", ...(reachedProd && { from: 20, to: 30 }), actions: [{ name: "Deploy" }] },
    ],
    { status: "Failed" },
  );
  const conditions = [[condition("onSuccess", "Smoke")], [condition("beforeEntry", "Window")]];
  return {
    ...plain,
    stages: plain.stages.map((stage, index) => ({ ...stage, conditions: conditions[index] ?? [] })),
  };
}

test("names the condition whose rule failed, and shows its stage as failed", () => {
  const execution = executionThat(false);
  const past = { ...NOTHING_RECORDED, rules: [asked("Test", "Smoke", 10, "Failed")] };
  const failed = failedCondition(execution, past);
  expect(failed).toMatchObject({
    stageName: "Test",
    condition: { gate: "onSuccess", status: "Failed", rules: [{ name: "Smoke", reason: "Smoke says so" }] },
  });
  const run = runOf(execution);
  expect(withFailedCondition(run, failed).stages.map(({ status }) => status)).toEqual(["Failed", "NotStarted"]);
  expect(withFailedCondition(run, null)).toBe(run);
});

test("names the stage that was never entered where its entry failed", () => {
  const past = {
    ...NOTHING_RECORDED,
    rules: [asked("Prod", "Window", 12, "Failed"), asked("Test", "Smoke", 10, "Succeeded")],
  };
  expect(failedCondition(executionThat(false), past)).toMatchObject({ stageName: "Prod" });
});

test("names none while the rules are not known, and none that the execution got past", () => {
  expect(failedCondition(executionThat(false), NOTHING_RECORDED)).toBeNull();
  const past = { ...NOTHING_RECORDED, rules: [asked("Test", "Smoke", 10, "Failed")] };
  expect(failedCondition(executionThat(true), past)).toBeNull();
});

test("asks nothing where an action failed, or a condition holds the stage and says so itself", () => {
  const execution = executionThat(false);
  expect(isFailedByCondition(execution)).toBe(true);
  expect(isFailedByCondition({ ...execution, status: "Succeeded" })).toBe(false);
  const failure = { stageName: "Test", actionName: "Check", code: null, message: "exit status 1" };
  expect(isFailedByCondition({ ...execution, failure })).toBe(false);
  const held = execution.stages.map((stage) => ({
    ...stage,
    conditions: stage.conditions.map((one) => ({ ...one, canOverride: true })),
  }));
  expect(isFailedByCondition({ ...execution, stages: held })).toBe(false);
});
