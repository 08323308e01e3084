import { expect, test } from "vitest";
import type { StageCondition } from "@/lib/contracts/stage-condition";
import { leadingCondition } from "./condition-status";

function condition(gate: StageCondition["gate"], status: StageCondition["status"]): StageCondition {
  return { gate, status, result: "FAIL", summary: null, rules: [], canOverride: false };
}

test.each([
  [[], null],
  [[condition("beforeEntry", null), condition("onSuccess", null)], "beforeEntry"],
  [[condition("beforeEntry", "Succeeded"), condition("onSuccess", null)], "beforeEntry"],
  [[condition("beforeEntry", "Succeeded"), condition("onSuccess", "InProgress")], "onSuccess"],
  [[condition("beforeEntry", "Failed"), condition("onFailure", "InProgress")], "beforeEntry"],
] as const)("lets what failed lead, then what runs, then what was asked last (%#)", (conditions, gate) => {
  expect(leadingCondition(conditions)?.gate ?? null).toBe(gate);
});
