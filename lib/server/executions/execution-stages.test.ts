import { expect, test } from "vitest";
import type { StoredAction } from "@/lib/db/action-executions";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { PipelineState, StageState } from "@/lib/pipeline/pipeline-state";
import { executionStages } from "./execution-stages";

const ID = "00000000-0000-4000-8000-000000000001";
const NEWER = "00000000-0000-4000-8000-000000000002";

test("shows every declared stage and action, also those that have not started", () => {
  const stages = shown({ actions: [action("Build", "Compile", "InProgress")] });
  expect(stages.map(({ name, status }) => [name, status])).toEqual([
    ["Build", "InProgress"],
    ["Deploy", null],
  ]);
  expect(stages[1]?.actions).toMatchObject([{ name: "Release", attempts: [], typicalDurationMs: 5_000 }]);
});

test("keeps every attempt of a retried action, and judges the stage by the latest", () => {
  const actions = [action("Build", "Compile", "Failed", 1), action("Build", "Compile", "Succeeded", 2)];
  const [build] = shown({ actions });
  expect(build?.actions[0]?.attempts.map(({ status }) => status)).toEqual(["Failed", "Succeeded"]);
  expect(build?.status).toBe("Succeeded");
});

test("a failed action without a message says why as far as is known", () => {
  const [build] = shown({ actions: [{ ...action("Build", "Compile", "Failed"), summary: "exit status 1" }] });
  expect(build?.actions[0]?.attempts[0]?.error).toEqual({ code: null, message: "exit status 1" });
});

test("offers a retry only while no newer execution has entered the failed stage", () => {
  const actions = [action("Build", "Compile", "Failed")];
  const failed = { pipelineExecutionId: ID, status: "Failed" } as const;
  expect(shown({ actions, state: stateOf({ latestExecution: failed }), status: "Failed" })[0]?.canRetry).toBe(true);
  const newer = { pipelineExecutionId: NEWER, status: "InProgress" } as const;
  expect(shown({ actions, state: stateOf({ latestExecution: newer }), status: "Failed" })[0]?.canRetry).toBe(false);
  expect(shown({ actions, status: "Failed", isRetryPossible: false })[0]?.canRetry).toBe(false);
});

test("a stage whose later actions never ran ended as the execution did", () => {
  const declared = declaration();
  const [build] = declared.stages;
  const two = { ...declared, stages: [{ name: "Build", actions: [...(build?.actions ?? []), named("Test")] }] };
  const [stopped] = shown({ declaration: two, actions: [action("Build", "Compile", "Succeeded")], status: "Stopped" });
  expect(stopped?.status).toBe("Stopped");
});

test("a skipped stage and the gate in front of it are told by the state", () => {
  const transition = { enabled: false, lastChangedBy: "noor", lastChangedAt: 0, disabledReason: "freeze" };
  const state = stateOf({ latestExecution: { pipelineExecutionId: ID, status: "Skipped" }, transition });
  const [build] = shown({ actions: [], state });
  expect(build).toMatchObject({
    status: "Skipped",
    transition: { enabled: false, disabledReason: "freeze", lastChangedAt: "1970-01-01T00:00:00.000Z" },
  });
});

function shown(change: {
  declaration?: PipelineDeclaration;
  actions: readonly StoredAction[];
  state?: PipelineState;
  status?: "InProgress" | "Failed" | "Stopped";
  isRetryPossible?: boolean;
}) {
  return executionStages({
    execution: { pipelineExecutionId: ID, status: change.status ?? "InProgress" },
    declaration: change.declaration ?? declaration(),
    state: change.state ?? null,
    actions: change.actions,
    typicalDurations: [{ stageName: "Deploy", actionName: "Release", medianMs: 5_000 }],
    isRetryPossible: change.isRetryPossible ?? true,
  });
}

function declaration(): PipelineDeclaration {
  return {
    name: "shop",
    roleArn: "arn:aws:iam::123456789012:role/pipeline",
    stages: [
      { name: "Build", actions: [named("Compile")] },
      { name: "Deploy", actions: [named("Release")] },
    ],
  };
}

function named(name: string): PipelineDeclaration["stages"][number]["actions"][number] {
  return { name, actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } };
}

function stateOf(change: Partial<StageState>): PipelineState {
  return {
    stages: [
      {
        stageName: "Build",
        transition: null,
        inboundExecutions: [],
        latestExecution: null,
        actions: [],
        conditions: [],
        ...change,
      },
    ],
  };
}

function action(stageName: string, actionName: string, status: StoredAction["status"], startedAt = 1): StoredAction {
  return {
    pipelineExecutionId: ID,
    actionExecutionId: `${stageName}-${actionName}-${startedAt}`,
    stageName,
    actionName,
    category: "Build",
    owner: "AWS",
    provider: "CodeBuild",
    status,
    startedAt,
    lastUpdatedAt: startedAt + 1,
    updatedBy: null,
    summary: null,
    errorCode: null,
    errorMessage: null,
    externalExecutionId: null,
    externalExecutionUrl: null,
    logStreamArn: null,
    input: {
      configuration: {},
      resolvedConfiguration: {},
      roleArn: null,
      region: null,
      namespace: null,
      inputArtifacts: [],
    },
    output: { outputArtifacts: [], outputVariables: {} },
  };
}
