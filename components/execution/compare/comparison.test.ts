import { expect, test } from "vitest";
import { executionOf } from "../execution-fixture";
import { compareExecutions } from "./comparison";

const revision = (revisionId: string) => ({ actionName: "Code", revisionId, revisionSummary: null, revisionUrl: null });

test("puts stages and actions side by side, with how much longer they took", () => {
  const before = executionOf([
    {
      name: "Build",
      from: 0,
      to: 30,
      status: "Succeeded",
      actions: [
        { name: "Compile", attempts: [{ from: 0, to: 30 }] },
        { name: "Lint", attempts: [{ from: 0, to: 5 }] },
      ],
    },
  ]);
  const after = executionOf([
    {
      name: "Build",
      from: 0,
      to: 100,
      status: "Succeeded",
      actions: [
        {
          name: "Compile",
          attempts: [
            { from: 0, to: 10, status: "Failed" },
            { from: 60, to: 100 },
          ],
        },
        { name: "Test" },
      ],
    },
  ]);
  const { rows } = compareExecutions(before, after);
  expect(rows.map(({ key, longerMs }) => [key, longerMs])).toEqual([
    ["Build", 70_000],
    ["Build/Compile", 20_000],
    ["Build/Lint", null],
    ["Build/Test", null],
  ]);
  expect(rows[1]?.after).toEqual({ status: "Succeeded", tookMs: 50_000, attempts: 2 });
  expect(rows[2]?.after).toBeNull();
});

test("gives the difference of the durations as they are shown beside it", () => {
  const lasting = (seconds: number) =>
    executionOf([
      {
        name: "Build",
        from: 0,
        to: seconds,
        status: "Succeeded",
        actions: [{ name: "A", attempts: [{ from: 0, to: seconds }] }],
      },
    ]);
  const difference = (before: number, after: number) =>
    compareExecutions(lasting(before), lasting(after)).rows[1]?.longerMs;
  expect(difference(6.9, 9.1)).toBe(3_000); // 6s and 9s
  expect(difference(6.1, 6.9)).toBe(0); // 6s and 6s
  expect(difference(3_599, 3_701)).toBe(61_000); // 59m 59s and 1h 01m
  expect(difference(0.48, 0.73)).toBe(250); // 480ms and 730ms
});

test("gives no difference while one of them still runs", () => {
  const stage = (to: number, status: "Succeeded" | "InProgress") =>
    executionOf([
      { name: "Build", from: 0, to, status, actions: [{ name: "A", attempts: [{ from: 0, to, status }] }] },
    ]);
  expect(compareExecutions(stage(5, "Succeeded"), stage(9, "InProgress")).rows.map((row) => row.longerMs)).toEqual([
    null,
    null,
  ]);
});

test("tells which revisions and variables differ, and which only one has", () => {
  const before = executionOf([], {
    sourceRevisions: [revision("a")],
    variables: [{ name: "Region", resolvedValue: "eu" }],
  });
  const after = executionOf([], {
    sourceRevisions: [revision("b")],
    variables: [
      { name: "Region", resolvedValue: "eu" },
      { name: "Ticket", resolvedValue: "1" },
    ],
  });
  const { revisions, variables } = compareExecutions(before, after);
  expect(revisions).toMatchObject([{ name: "Code", isSame: false }]);
  expect(variables.map(({ name, isSame }) => [name, isSame])).toEqual([
    ["Region", true],
    ["Ticket", false],
  ]);
});

test("compares the definitions of two versions, and only where both are known", () => {
  const before = executionOf([{ name: "Build", actions: [] }], { pipelineVersion: 1 });
  const after = executionOf([{ name: "Test", actions: [] }], { pipelineVersion: 2 });
  expect(compareExecutions(before, before).changes).toEqual([]);
  expect(compareExecutions(before, after).changes?.length).toBeGreaterThan(0);
  expect(compareExecutions({ ...before, declarationSource: "live" }, after).changes).toBeNull();
});
