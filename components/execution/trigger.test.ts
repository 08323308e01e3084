import { expect, test } from "vitest";
import { TRIGGER_TYPES } from "@/lib/pipeline/execution";
import { triggerFacts, triggerWord, triggeredBy } from "./trigger";

const facts = (type: string, detail: string | null, more: { startedBy?: string; rollbackTargetId?: string } = {}) =>
  triggerFacts({ trigger: { type, detail }, startedBy: null, rollbackTargetId: null, ...more }).map(
    ({ term, value }) => `${term}: ${value}`,
  );

test.each(TRIGGER_TYPES)("has words of its own for %s, and tells its detail", (type) => {
  expect(triggerWord({ type })).toMatch(/^[A-Z][a-z ]+$/);
  expect(facts(type, "something").some((fact) => fact.endsWith(": something"))).toBe(true);
});

test("shows a type newer than us as the service spells it", () => {
  expect(triggerWord({ type: "Telepathy" })).toBe("Telepathy");
  expect(triggerWord({ type: "constructor" })).toBe("constructor");
  expect(facts("Telepathy", "x")).toEqual(["Trigger type: Telepathy", "Detail: x"]);
});

test.each([
  ["arn:aws:iam::123456789012:user/ops/alice", "alice"],
  ["arn:aws:sts::123456789012:assumed-role/deployer/ci-42", "ci-42 (role deployer)"],
  ["arn:aws:iam::123456789012:root", "the root user"],
  ["arn:aws:events:us-east-1:123456789012:rule/on-push", null],
  ["refs/heads/main", null],
])("knows who is behind %s", (detail, who) => {
  expect(triggeredBy({ trigger: { type: "StartPipelineExecution", detail }, startedBy: null })).toBe(who);
});

test("names the person who started it through Penstock before Penstock's own identity", () => {
  const detail = "arn:aws:sts::123456789012:assumed-role/penstock/session";
  expect(facts("StartPipelineExecution", detail, { startedBy: "Ada" })).toEqual([
    "Trigger type: StartPipelineExecution",
    "By: Ada",
    `Started with: ${detail}`,
  ]);
});

test("leads from a rollback to what failed and what it went back to", () => {
  const all = triggerFacts({
    trigger: { type: "AutomatedRollback", detail: '{"FailedPipelineExecutionId":"f1"}' },
    startedBy: null,
    rollbackTargetId: "t1",
  });
  expect(all.filter(({ isExecution }) => isExecution).map(({ term, value }) => `${term}: ${value}`)).toEqual([
    "Failed execution: f1",
    "Rolled back to: t1",
  ]);
});
