import { expect, test } from "vitest";
import type { StageCondition } from "@/lib/contracts/stage-condition";
import { after, executionOf } from "../execution-fixture";
import { conditionsAt, instantsOfPast, NOTHING_RECORDED, type Past, ruleSourceOf, transitionAt } from "./past";

const iso = (seconds: number) => new Date(after(seconds)).toISOString();

const enabled = (since: number | null) => ({
  enabled: true,
  lastChangedBy: null,
  lastChangedAt: since === null ? null : iso(since),
  disabledReason: null,
});

test("takes a transition as it stands where nobody turned it since", () => {
  const never = { past: NOTHING_RECORDED, present: enabled(null) };
  expect(transitionAt("Prod", after(10), never)?.enabled).toBe(true);
  expect(transitionAt("Prod", after(60), { ...never, present: enabled(50) })?.enabled).toBe(true);
});

test("takes the turn that Penstock made before, and says nothing where it made none", () => {
  const past: Past = {
    ...NOTHING_RECORDED,
    transitions: [{ stageName: "Prod", at: iso(20), enabled: false, by: "Ada", reason: "freeze" }],
  };
  const at = (seconds: number) => transitionAt("Prod", after(seconds), { past, present: enabled(50) });
  expect(at(10)).toBeNull();
  expect(at(30)).toMatchObject({ enabled: false, lastChangedBy: "Ada", disabledReason: "freeze" });
  expect(at(50)).toMatchObject({ enabled: true });
  expect(transitionAt("Test", after(30), { past, present: null })).toBeNull();
});

const condition: StageCondition = {
  gate: "beforeEntry",
  result: "FAIL",
  status: "Overridden",
  summary: "Told of the end",
  rules: [
    { name: "Window", provider: "DeploymentWindow", status: "Succeeded", reason: null },
    { name: "Alarm", provider: "CloudWatchAlarm", status: "Failed", reason: "alarm" },
  ],
  canOverride: true,
};

const asked = (ruleName: string, from: number, to: number, status: "Succeeded" | "Failed") => ({
  ruleExecutionId: `${ruleName}-${from}`,
  stageName: "Prod",
  ruleName,
  status,
  startedAt: iso(from),
  lastUpdatedAt: iso(to),
  reason: `${ruleName} at ${to}`,
  externalExecutionUrl: null,
  resolvedConfiguration: {},
});

const rules = [
  asked("Alarm", 40, 50, "Succeeded"),
  asked("Alarm", 10, 30, "Failed"),
  asked("Window", 10, 20, "Succeeded"),
];

test.each([
  [5, null, [null, null]],
  [15, "InProgress", ["InProgress", "InProgress"]],
  [25, "InProgress", ["Succeeded", "InProgress"]],
  [35, "Failed", ["Succeeded", "Failed"]],
  [45, "InProgress", ["Succeeded", "InProgress"]],
  [55, "Succeeded", ["Succeeded", "Succeeded"]],
] as const)("shows after %i seconds what the rules had come to", (seconds, status, statuses) => {
  const [shown] = conditionsAt("Prod", after(seconds), {
    past: { ...NOTHING_RECORDED, rules },
    conditions: [condition],
    actions: [],
  });
  expect(shown).toMatchObject({ status, summary: null, canOverride: false });
  expect(shown?.rules.map((rule) => rule.status)).toEqual(statuses);
});

test("shows each of two conditions what its own rule of a shared name came to", () => {
  const [stage] = executionOf([
    { name: "Prod", actions: [{ name: "Deploy", attempts: [{ from: 32, to: 38 }] }] },
  ]).stages;
  const shown = conditionsAt("Prod", after(60), {
    past: { ...NOTHING_RECORDED, rules },
    conditions: [condition, { ...condition, gate: "onSuccess", rules: condition.rules.slice(1) }],
    actions: stage?.actions ?? [],
  });
  expect(shown.map(({ gate, status }) => [gate, status])).toEqual([
    ["beforeEntry", "Failed"],
    ["onSuccess", "Succeeded"],
  ]);
});

test("shows an override from when it was made", () => {
  const past: Past = {
    ...NOTHING_RECORDED,
    rules: rules.slice(1),
    overrides: [{ stageName: "Prod", gate: "beforeEntry", at: iso(36), by: "Ada" }],
  };
  const status = (seconds: number) =>
    conditionsAt("Prod", after(seconds), { past, conditions: [condition], actions: [] })[0]?.status;
  expect([status(35), status(36)]).toEqual(["Failed", "Overridden"]);
});

test("names the instants that attempts do not tell", () => {
  const past: Past = { ...NOTHING_RECORDED, rules: rules.slice(2), stop: { at: iso(70), by: "Ada" } };
  expect(instantsOfPast(past)).toEqual([70, 10, 20].map(after));
});

test("asks the connection for rules only where there are some that it can know", () => {
  const plain = executionOf([{ name: "Prod", actions: [] }]);
  const guarded = { ...plain, stages: plain.stages.map((stage) => ({ ...stage, conditions: [condition] })) };
  expect(ruleSourceOf(guarded)).toBe("connection");
  expect(ruleSourceOf({ ...plain, declarationSource: "live" })).toBe("connection");
  expect(ruleSourceOf(plain)).toBe("definition");
  expect(ruleSourceOf({ ...plain, isDemo: true })).toBe("definition");
  expect(ruleSourceOf({ ...guarded, isDemo: true })).toBeNull();
  expect(ruleSourceOf({ ...guarded, isPipelineDeleted: true })).toBeNull();
});
