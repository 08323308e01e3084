import { expect, test } from "vitest";
import { after, executionOf } from "../execution-fixture";
import { actionsOf, runOf } from "../run";
import { NOTHING_RECORDED } from "./past";
import { instantsOf, runAt } from "./run-at";

/** Source 0–10; Build 20–60 with a failed attempt of Test at 40–45 that is retried at 50; Approve 70–100. */
const finished = runOf(
  executionOf(
    [
      {
        name: "Source",
        from: 0,
        to: 10,
        status: "Succeeded",
        actions: [{ name: "Checkout", attempts: [{ from: 0, to: 10 }] }],
      },
      {
        name: "Build",
        from: 20,
        to: 60,
        status: "Succeeded",
        actions: [
          { name: "Compile", attempts: [{ from: 20, to: 40 }] },
          {
            name: "Test",
            runOrder: 2,
            attempts: [
              { from: 40, to: 45, status: "Failed" },
              { from: 50, to: 60 },
            ],
          },
        ],
      },
      {
        name: "Production",
        from: 70,
        to: 100,
        status: "Succeeded",
        actions: [{ name: "Approve", category: "Approval", attempts: [{ from: 70, to: 100 }] }],
      },
    ],
    { status: "Succeeded", lastUpdatedAt: new Date(after(100)).toISOString() },
  ),
);

function at(seconds: number, run = finished, past = NOTHING_RECORDED) {
  const shown = runAt(run, after(seconds), past);
  return {
    run: shown.status,
    stages: shown.stages.map(({ status }) => status),
    actions: actionsOf(shown).map(({ status }) => status),
  };
}

test.each([
  [0, "InProgress", ["InProgress", "NotStarted", "NotStarted"]],
  [10, "InProgress", ["Succeeded", "Queued", "NotStarted"]],
  [20, "InProgress", ["Succeeded", "InProgress", "NotStarted"]],
  [47, "Failed", ["Succeeded", "Failed", "NotStarted"]],
  [50, "InProgress", ["Succeeded", "InProgress", "NotStarted"]],
  [65, "InProgress", ["Succeeded", "Succeeded", "Queued"]],
  [80, "WaitingForApproval", ["Succeeded", "Succeeded", "WaitingForApproval"]],
  [100, "Succeeded", ["Succeeded", "Succeeded", "Succeeded"]],
] as const)("shows the run and its stages as they stood after %i seconds", (seconds, run, stages) => {
  expect(at(seconds)).toMatchObject({ run, stages });
});

test("shows every action by its attempts so far", () => {
  expect(at(30).actions).toEqual(["Succeeded", "InProgress", "NotStarted", "NotStarted"]);
  const [, , failed] = actionsOf(runAt(finished, after(47), NOTHING_RECORDED));
  expect(failed?.attempts.map(({ status }) => status)).toEqual(["Failed"]);
  const [, , retried] = actionsOf(runAt(finished, after(55), NOTHING_RECORDED));
  expect(retried?.attempts.map(({ status }) => status)).toEqual(["Failed", "InProgress"]);
});

test("knows nothing of an outcome before it was there", () => {
  const [checkout] = actionsOf(runAt(finished, after(5), NOTHING_RECORDED));
  expect(checkout?.latest).toMatchObject({ summary: null, error: null, outputVariables: {} });
});

test("a superseded run waited for the stage it never entered", () => {
  const superseded = runOf(
    executionOf(
      [
        {
          name: "Source",
          from: 0,
          to: 10,
          status: "Succeeded",
          actions: [{ name: "A", attempts: [{ from: 0, to: 10 }] }],
        },
        { name: "Build", actions: [{ name: "B" }] },
      ],
      { status: "Superseded", lastUpdatedAt: new Date(after(40)).toISOString() },
    ),
  );
  expect(at(30, superseded)).toMatchObject({ run: "InProgress", stages: ["Succeeded", "Queued"] });
  expect(at(40, superseded)).toMatchObject({ run: "Superseded", stages: ["Succeeded", "NotStarted"] });
});

test("a stopped run does not seem to have waited for what it never entered", () => {
  const stopped = runOf(
    executionOf(
      [
        {
          name: "Source",
          from: 0,
          to: 10,
          status: "Succeeded",
          actions: [{ name: "A", attempts: [{ from: 0, to: 10 }] }],
        },
        { name: "Build", actions: [{ name: "B" }] },
      ],
      { status: "Stopped", lastUpdatedAt: new Date(after(40)).toISOString() },
    ),
  );
  expect(at(30, stopped).stages).toEqual(["Succeeded", "NotStarted"]);
});

test("names every instant at which something changed, once and in order", () => {
  expect(instantsOf(finished, NOTHING_RECORDED)).toEqual([0, 10, 20, 40, 45, 50, 60, 70, 100].map(after));
});

test("is stopping from when a stop was asked for through Penstock", () => {
  const stop = { at: new Date(after(52)).toISOString(), by: "Ada" };
  expect([51, 52, 99, 100].map((seconds) => at(seconds, finished, { ...NOTHING_RECORDED, stop }).run)).toEqual([
    "InProgress",
    "Stopping",
    "Stopping",
    "Succeeded",
  ]);
});

test("the stage that was running then stops as well", () => {
  const stop = { at: new Date(after(52)).toISOString(), by: "Ada" };
  expect(at(55, finished, { ...NOTHING_RECORDED, stop }).stages).toEqual(["Succeeded", "Stopping", "NotStarted"]);
});

test("leaves out of the present what nobody recorded of the past", () => {
  const [stage] = finished.stages;
  if (!stage?.detail) throw new Error("The fixture has details.");
  const waiting = {
    ...stage,
    detail: {
      ...stage.detail,
      inboundExecutions: [{ pipelineExecutionId: "x", status: "InProgress" }],
      canRetry: true,
    },
  };
  const run = { ...finished, stages: [waiting, ...finished.stages.slice(1)] };
  for (const seconds of [5, 100]) {
    expect(runAt(run, after(seconds), NOTHING_RECORDED).stages[0]?.detail).toMatchObject({
      inboundExecutions: [],
      canRetry: false,
    });
  }
});
