import { expect, it } from "vitest";
import { executionOf } from "./execution-fixture";
import { actionsOf, executionStatus, runOf } from "./run";

const APPROVAL = {
  connection: "local",
  pipelineName: "shop-api",
  pipelineExecutionId: "7f3c21ab-0000-4000-8000-000000000000",
  stageName: "Production",
  actionName: "Approve",
  actionExecutionId: "Approve-1",
  token: "token",
  waitingSince: "2026-09-15T11:53:00.000Z",
  expiresAt: "2026-09-22T11:53:00.000Z",
  customData: null,
  externalEntityLink: null,
  sourceRevisions: [],
  startedAt: "2026-09-15T11:38:00.000Z",
  onBehalfOf: null,
  commentLength: 512,
  executionMode: null,
  behind: [],
  beside: [],
  alsoRunning: [],
  standing: null,
  isDemo: false,
};

it("says waiting for approval, for action, stage and execution, while one waits", () => {
  const execution = executionOf(
    [
      {
        name: "Production",
        from: 0,
        status: "InProgress",
        actions: [{ name: "Approve", category: "Approval", attempts: [{ from: 0, to: 0, status: "InProgress" }] }],
      },
    ],
    { approvals: [APPROVAL], waitingApprovals: 1 },
  );
  const run = runOf(execution);
  expect(run.status).toBe("WaitingForApproval");
  expect(run.stages[0]?.status).toBe("WaitingForApproval");
  expect(run.stages[0]?.groups[0]?.[0]?.status).toBe("WaitingForApproval");
});

it("lets a stop in progress win over a waiting approval", () => {
  expect(executionStatus({ status: "Stopping", waitingApprovals: 1 })).toBe("Stopping");
});

it("puts actions of one runOrder together, in the order they run", () => {
  const execution = executionOf([
    {
      name: "Build",
      actions: [{ name: "Package", runOrder: 2 }, { name: "Compile" }, { name: "Lint" }],
    },
  ]);
  expect(runOf(execution).stages[0]?.groups.map((group) => group.map(({ name }) => name))).toEqual([
    ["Compile", "Lint"],
    ["Package"],
  ]);
});

it("tells what ran together from the times where the declaration is not known", () => {
  const execution = executionOf(
    [
      {
        name: "Build",
        actions: [
          { name: "Package", attempts: [{ from: 20, to: 30 }] },
          {
            name: "Compile",
            attempts: [
              { from: 0, to: 20, status: "Failed" },
              { from: 40, to: 50 },
            ],
          },
          { name: "Lint", attempts: [{ from: 1, to: 5 }] },
          { name: "Test", attempts: [{ from: 6, to: 12 }] },
          { name: "Publish", attempts: [{ from: 60, to: 60, status: "InProgress" }] },
          { name: "Tell", attempts: [{ from: 70, to: 75 }] },
        ],
      },
    ],
    { declaration: null, declarationSource: null },
  );
  expect(runOf(execution).stages[0]?.groups.map((group) => group.map(({ name }) => name))).toEqual([
    ["Compile", "Lint", "Test"],
    ["Package"],
    ["Publish", "Tell"],
  ]);
});

it("tells a stage this execution waits for from one it has not come to", () => {
  const execution = executionOf([
    { name: "Staging", inbound: ["7f3c21ab-0000-4000-8000-000000000000"], actions: [] },
    { name: "Production", inbound: ["another"], actions: [] },
  ]);
  expect(runOf(execution).stages.map(({ status }) => status)).toEqual(["Queued", "NotStarted"]);
});

it("knows what the local engine only simulated", () => {
  const execution = executionOf([
    {
      name: "Deploy",
      actions: [
        { name: "Stack", attempts: [{ from: 0, to: 1, summary: "Simulated locally: CloudFormation is not run." }] },
        { name: "Files", attempts: [{ from: 0, to: 1, summary: "Deployed to 1 target." }] },
      ],
    },
  ]);
  expect(actionsOf(runOf(execution)).map(({ name, isSimulated }) => [name, isSimulated])).toEqual([
    ["Stack", true],
    ["Files", false],
  ]);
});

it("takes the last attempt for the action's status", () => {
  const execution = executionOf([
    {
      name: "Build",
      actions: [
        {
          name: "IntegTest",
          attempts: [
            { from: 0, to: 5, status: "Failed" },
            { from: 9, to: 20 },
          ],
        },
      ],
    },
  ]);
  expect(runOf(execution).stages[0]?.groups[0]?.[0]?.status).toBe("Succeeded");
});
