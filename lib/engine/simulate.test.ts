import { expect, it } from "vitest";
import { simulate, type SimulatedOutcome, type Simulation, type TimedEvent } from "./simulate";
import { approvalAction, buildAction, declarePipeline, declareStage } from "./testing/declare-pipeline";

const MINUTE_MS = 60_000;
const START_AT = Date.UTC(2026, 0, 1);

const OUTCOMES: Readonly<Record<string, SimulatedOutcome>> = {
  Checkout: { durationMs: 5_000, status: "Succeeded", revision: { revisionId: "abc" } },
  Compile: { durationMs: 10 * MINUTE_MS, status: "Succeeded" },
  Review: { durationMs: 30 * MINUTE_MS, status: "Answered", approved: true, summary: "go", answeredBy: "arn:me" },
};

function startAt(pipelineExecutionId: string, at: number): TimedEvent {
  const trigger = { triggerType: "StartPipelineExecution" } as const;
  return { at, body: { type: "executionStarted", pipelineExecutionId, trigger, variables: [], sourceOverrides: [] } };
}

const simulation: Simulation = {
  declaration: declarePipeline([
    declareStage("Build", [buildAction("Compile")]),
    declareStage("Release", [approvalAction("Review")]),
  ]),
  region: "us-east-1",
  accountId: "123456789012",
  seed: "1d2c3b4a-5968-4776-8594-a3b2c1d0e9f8",
  events: [startAt("one", START_AT), startAt("two", START_AT + MINUTE_MS), startAt("three", START_AT + 2 * MINUTE_MS)],
  decide: ({ actionName }) => OUTCOMES[actionName] ?? { durationMs: 1, status: "Succeeded" },
};

it("gives the whole history, with overtaking where executions met", () => {
  const history = simulate(simulation);
  expect(history.executions.map(({ pipelineExecutionId, status }) => [pipelineExecutionId, status])).toEqual([
    ["one", "Succeeded"],
    ["two", "Superseded"],
    ["three", "Succeeded"],
  ]);
  const [first] = history.executions;
  expect(first?.lastUpdatedAt).toBe(START_AT + 5_000 + 40 * MINUTE_MS);
  expect(
    history.actionExecutions.map(({ actionName, pipelineExecutionId }) => `${pipelineExecutionId} ${actionName}`),
  ).toEqual([
    "one Checkout",
    "one Compile",
    "two Checkout",
    "three Checkout",
    "one Review",
    "three Compile",
    "three Review",
  ]);
});

it("gives the same history for the same seed", () => {
  expect(simulate(simulation)).toEqual(simulate(simulation));
});

it("times out what takes too long, and leaves running what still runs at the end", () => {
  const slow: Simulation = { ...simulation, decide: () => ({ durationMs: 100 * 60 * MINUTE_MS, status: "Succeeded" }) };
  expect(simulate(slow).executions[0]?.status).toBe("Failed");
  expect(simulate({ ...slow, until: START_AT + MINUTE_MS }).executions.map(({ status }) => status)).toEqual([
    "InProgress",
    "InProgress",
  ]);
});
