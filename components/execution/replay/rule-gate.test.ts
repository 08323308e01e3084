import { expect, test } from "vitest";
import type { RuleExecution, StageCondition } from "@/lib/contracts/stage-condition";
import { after, executionOf } from "../execution-fixture";
import { ruleGate } from "./rule-gate";

const iso = (seconds: number) => new Date(after(seconds)).toISOString();

const condition = (gate: StageCondition["gate"]): StageCondition => ({
  gate,
  result: "FAIL",
  status: null,
  summary: null,
  rules: [{ name: "Alarm", provider: "CloudWatchAlarm", status: null, reason: null }],
  canOverride: false,
});

const asked = (seconds: number, ruleName = "Alarm"): RuleExecution => ({
  ruleExecutionId: `at-${seconds}`,
  stageName: "Prod",
  ruleName,
  status: "Succeeded",
  startedAt: iso(seconds),
  lastUpdatedAt: iso(seconds + 1),
  reason: null,
  externalExecutionUrl: null,
  resolvedConfiguration: {},
});

type Attempts = readonly { readonly from: number; readonly to: number; readonly status?: "Failed" }[];

function gateAt(
  seconds: number,
  gates: readonly StageCondition["gate"][],
  attempts: Attempts = [{ from: 20, to: 40 }],
) {
  const [stage] = executionOf([{ name: "Prod", actions: [{ name: "Deploy", attempts }] }]).stages;
  return ruleGate(asked(seconds), { conditions: gates.map(condition), actions: stage?.actions ?? [] });
}

test("needs no times where one condition alone has the rule", () => {
  expect(gateAt(30, ["onFailure"])).toBe("onFailure");
  expect(ruleGate(asked(30, "Other"), { conditions: [condition("onSuccess")], actions: [] })).toBeNull();
});

test("tells entry from what follows by whether the actions had begun", () => {
  expect(gateAt(10, ["beforeEntry", "onSuccess"])).toBe("beforeEntry");
  expect(gateAt(50, ["beforeEntry", "onSuccess"])).toBe("onSuccess");
  expect(gateAt(50, ["beforeEntry", "onFailure"])).toBe("onFailure");
  expect(gateAt(10, ["beforeEntry", "onSuccess"], [])).toBe("beforeEntry");
});

test("tells success from failure by how the actions ended", () => {
  expect(gateAt(50, ["onSuccess", "onFailure"], [{ from: 20, to: 40, status: "Failed" }])).toBe("onFailure");
  // Either: a condition on success that fails has the one on failure asked too.
  expect(gateAt(50, ["onSuccess", "onFailure"])).toBeNull();
});

test("leaves open what a retry or an instant without length leaves open", () => {
  const retried: Attempts = [
    { from: 20, to: 40, status: "Failed" },
    { from: 60, to: 70 },
  ];
  expect(gateAt(50, ["beforeEntry", "onFailure"], retried)).toBeNull();
  expect(gateAt(80, ["beforeEntry", "onSuccess"], retried)).toBe("onSuccess");
  expect(gateAt(20, ["beforeEntry", "onSuccess"], [{ from: 20, to: 20 }])).toBeNull();
});
