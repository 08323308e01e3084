import { expect, test } from "vitest";
import { executionOf } from "../execution-fixture";
import { actionsOf, runOf, runOfDeclaration } from "../run";
import { pipelineRun } from "./pipeline-run";

type Stages = Parameters<typeof executionOf>[0];

const done = (name: string, action: string): Stages[number] => ({
  name,
  from: 0,
  to: 10,
  status: "Succeeded",
  actions: [{ name: action, attempts: [{ from: 0, to: 10 }] }],
});
const running = (name: string, action: string): Stages[number] => ({
  name,
  from: 10,
  status: "InProgress",
  actions: [{ name: action, attempts: [{ from: 10, to: 10, status: "InProgress" }] }],
});
const untouched = (name: string, action: string): Stages[number] => ({ name, actions: [{ name: action }] });

const older = executionOf([done("Source", "Checkout"), done("Build", "Compile"), running("Prod", "Ship")]);
const newer = executionOf([done("Source", "Checkout"), running("Build", "Compile"), untouched("Prod", "Ship")]);

function declaredOf(execution: typeof older) {
  if (!execution.declaration) throw new Error("The fixture has a declaration.");
  return runOfDeclaration(execution.declaration, 0);
}

test("shows each stage with the execution that is in it", () => {
  const run = pipelineRun({
    declared: declaredOf(newer),
    latest: runOf(newer),
    stageRuns: new Map([
      ["Source", runOf(newer)],
      ["Build", runOf(newer)],
      ["Prod", runOf(older)],
    ]),
  });
  expect(run.stages.map(({ status }) => status)).toEqual(["Succeeded", "InProgress", "InProgress"]);
});

test("shows a stage that no execution has reached as the latest has it", () => {
  const run = pipelineRun({ declared: declaredOf(newer), latest: runOf(newer), stageRuns: new Map() });
  expect(run.stages.map(({ status }) => status)).toEqual(["Succeeded", "InProgress", "NotStarted"]);
});

test("keeps to what is declared now, where an older execution had other actions", () => {
  const renamed = executionOf([done("Source", "Checkout"), running("Build", "Compile"), untouched("Prod", "Release")]);
  const run = pipelineRun({
    declared: declaredOf(renamed),
    latest: runOf(renamed),
    stageRuns: new Map([["Prod", runOf(older)]]),
  });
  expect(actionsOf(run).map(({ name, status }) => [name, status])).toEqual([
    ["Checkout", "Succeeded"],
    ["Compile", "InProgress"],
    ["Release", "NotStarted"],
  ]);
});
