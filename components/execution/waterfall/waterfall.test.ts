import { expect, it } from "vitest";
import { after, executionOf } from "../execution-fixture";
import { runOf } from "../run";
import { waterfallOf } from "./waterfall";

type Stages = Parameters<typeof executionOf>[0];

function drawn(stages: Stages, seconds: number, overrides: Parameters<typeof executionOf>[1] = {}) {
  const waterfall = waterfallOf(runOf(executionOf(stages, overrides)), after(seconds));
  const rowOf = (name: string) => {
    const row = waterfall.rows.find((one) => one.kind === "action" && one.action.name === name);
    if (row?.kind !== "action") throw new Error(`no row ${name}`);
    return row;
  };
  return { waterfall, rowOf };
}

it("shows the time from when an action could have started as queue", () => {
  const { rowOf } = drawn(
    [
      {
        name: "Build",
        from: 0,
        to: 40,
        status: "Succeeded",
        actions: [
          { name: "Compile", attempts: [{ from: 3, to: 20 }] },
          { name: "Package", runOrder: 2, attempts: [{ from: 25, to: 40 }] },
        ],
      },
    ],
    60,
  );
  expect(rowOf("Compile").bars.map(({ kind, fromMs, toMs }) => [kind, fromMs, toMs])).toEqual([
    ["queue", 0, 3_000],
    ["succeeded", 3_000, 20_000],
  ]);
  expect(rowOf("Package").bars[0]).toMatchObject({ kind: "queue", fromMs: 20_000, toMs: 25_000 });
});

it("keeps every attempt, and no queue before a retry", () => {
  const { rowOf } = drawn(
    [
      {
        name: "Build",
        from: 0,
        status: "InProgress",
        actions: [
          {
            name: "IntegTest",
            attempts: [
              { from: 0, to: 10, status: "Failed" },
              { from: 500, to: 520 },
            ],
          },
        ],
      },
    ],
    600,
  );
  expect(rowOf("IntegTest").bars.map(({ kind, attempt }) => [kind, attempt])).toEqual([
    ["failed", 1],
    ["succeeded", 2],
  ]);
});

it("draws an approval as waiting, up to now while it waits", () => {
  const { rowOf, waterfall } = drawn(
    [
      {
        name: "Production",
        from: 100,
        status: "InProgress",
        actions: [{ name: "Approve", category: "Approval", attempts: [{ from: 100, to: 100, status: "InProgress" }] }],
      },
    ],
    700,
  );
  expect(rowOf("Approve").bars).toEqual([{ kind: "approval", fromMs: 100_000, toMs: 700_000, attempt: 1 }]);
  expect(waterfall.nowMs).toBe(700_000);
});

it("estimates from how long actions usually take, running and still to come", () => {
  const { rowOf } = drawn(
    [
      {
        name: "Deploy",
        from: 0,
        status: "InProgress",
        actions: [
          { name: "Soak", typicalSeconds: 100, attempts: [{ from: 0, to: 0, status: "InProgress" }] },
          { name: "Switch", runOrder: 2, typicalSeconds: 30 },
        ],
      },
    ],
    40,
  );
  expect(rowOf("Soak").estimate).toEqual({ fromMs: 40_000, toMs: 100_000 });
  expect(rowOf("Switch").estimate).toEqual({ fromMs: 100_000, toMs: 130_000 });
});

it("estimates nothing behind an action nobody can tell the length of", () => {
  const { rowOf } = drawn(
    [{ name: "Deploy", actions: [{ name: "First" }, { name: "Second", runOrder: 2, typicalSeconds: 30 }] }],
    0,
  );
  expect(rowOf("Second").estimate).toBeNull();
});

it("names the last action to end of each group as the critical path", () => {
  const { waterfall } = drawn(
    [
      {
        name: "Build",
        from: 0,
        to: 60,
        status: "Succeeded",
        actions: [
          { name: "Compile", attempts: [{ from: 0, to: 30 }] },
          { name: "Lint", attempts: [{ from: 0, to: 5 }] },
          { name: "Package", runOrder: 2, attempts: [{ from: 30, to: 60 }] },
        ],
      },
    ],
    60,
  );
  expect(waterfall.criticalPath).toEqual([
    { name: "Compile", attempts: 1, row: 1, fromMs: 0, toMs: 30_000 },
    { name: "Package", attempts: 1, row: 3, fromMs: 30_000, toMs: 60_000 },
  ]);
});

it("has no now once the execution is over", () => {
  const { waterfall } = drawn(
    [
      {
        name: "Build",
        from: 0,
        to: 60,
        status: "Succeeded",
        actions: [{ name: "Compile", attempts: [{ from: 0, to: 60 }] }],
      },
    ],
    9_999,
    { status: "Succeeded" },
  );
  expect(waterfall.nowMs).toBeNull();
  expect(waterfall.endMs).toBeGreaterThanOrEqual(60_000);
  expect(waterfall.endMs).toBeLessThan(75_000);
});

it("draws what a stage waited for its turn, up to now while it still waits", () => {
  const stages = (isWaiting: boolean): Stages => [
    {
      name: "Build",
      from: 0,
      to: 60,
      status: "Succeeded",
      actions: [{ name: "Compile", attempts: [{ from: 0, to: 60 }] }],
    },
    isWaiting
      ? { name: "Prod", inbound: ["7f3c21ab-0000-4000-8000-000000000000"], actions: [{ name: "Ship" }] }
      : {
          name: "Prod",
          from: 90,
          status: "InProgress",
          actions: [{ name: "Ship", attempts: [{ from: 90, to: 90, status: "InProgress" }] }],
        },
    { name: "Later", actions: [{ name: "Tell" }] },
  ];
  const queues = (isWaiting: boolean) =>
    drawn(stages(isWaiting), 100).waterfall.rows.flatMap((row) => (row.kind === "stage" ? [row.queue] : []));
  expect(queues(true)).toEqual([null, { fromMs: 60_000, toMs: 100_000 }, null]);
  expect(queues(false)).toEqual([null, { fromMs: 60_000, toMs: 90_000 }, null]);
});

it("draws how long a condition held a stage in front of its actions", () => {
  const stages = (status: "InProgress" | "Failed"): Stages => [
    {
      name: "Build",
      from: 0,
      to: 60,
      status: "Succeeded",
      actions: [{ name: "Compile", attempts: [{ from: 0, to: 60 }] }],
    },
    { name: "Prod", status, actions: [{ name: "Ship" }] },
  ];
  const [, , held] = drawn(stages("InProgress"), 100).waterfall.rows;
  expect(held).toMatchObject({ kind: "stage", span: null, queue: { fromMs: 60_000, toMs: 100_000 } });
  const over = { status: "Failed" as const, lastUpdatedAt: new Date(after(80)).toISOString() };
  const [, , failed] = drawn(stages("Failed"), 999, over).waterfall.rows;
  expect(failed).toMatchObject({ span: null, queue: { fromMs: 60_000, toMs: 80_000 } });
});
