import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { testDatabase } from "@/lib/db/testing/test-database";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { createDraft } from "@/lib/server/drafts/create-draft";
import { publishPipeline } from "@/lib/server/pipelines/publish-pipeline";
import { scriptedEndpoint } from "@/lib/sync/testing/scripted-endpoint";
import { setTransition } from "@/lib/server/pipelines/set-transition";
import { getExecution } from "./get-execution";
import { getExecutionPast } from "./get-execution-past";
import { listRollbackTargets } from "./list-rollback-targets";
import { listRuleExecutions } from "./list-rule-executions";
import { overrideStageCondition } from "./override-stage-condition";
import { rollbackStage } from "./rollback-stage";
import { startExecution } from "./start-execution";
import { stopExecution } from "./stop-execution";

const { db } = testDatabase();
const editor: Viewer = { id: randomUUID(), email: "mira@example.com", name: "Mira", role: "editor" };
const viewer: Viewer = { ...editor, role: "viewer" };
const address = { connection: "test", pipelineName: "shop" };
const EARLIER = "00000000-0000-4000-8000-000000000001";
const FAILED = "00000000-0000-4000-8000-000000000002";
const ROLLBACK = "00000000-0000-4000-8000-000000000003";
const STARTED = Date.parse("2026-11-20T10:00:00Z") / 1_000;

const declaration: PipelineDeclaration = {
  name: "shop",
  roleArn: "arn:aws:iam::123456789012:role/pipeline",
  pipelineType: "V2",
  variables: [{ name: "Region", defaultValue: "eu" }],
  stages: [
    { name: "Source", actions: [] },
    {
      name: "Deploy",
      actions: [],
      onSuccess: {
        conditions: [
          {
            result: "FAIL",
            rules: [
              {
                name: "Alarm",
                ruleTypeId: { category: "Rule", owner: "AWS", provider: "CloudWatchAlarm", version: "1" },
              },
            ],
          },
        ],
      },
    },
  ],
};

let executions: object[];
let refusal: { readonly __type: string; readonly message: string } | null;
let calls: { readonly operation: string; readonly input: object }[];
const service = scriptedEndpoint<object>((operation, input) => {
  calls.push({ operation, input });
  return answerOf(operation);
});

beforeEach(async () => {
  executions = [];
  refusal = null;
  calls = [];
  await db().connection.deleteMany();
  await service.addConnection(db());
  await createDraft(editor, { connection: "test", declaration });
  await publishPipeline(editor, address, { draftRevision: 1 });
  executions = [summary(FAILED, "Failed"), summary(EARLIER, "Succeeded")];
  calls = [];
});

test("offers what the connection says succeeded in the stage, and knows rollbacks among it", async () => {
  executions = [{ ...summary(ROLLBACK, "Succeeded"), executionType: "ROLLBACK" }, summary(EARLIER, "Succeeded")];
  const { targets } = await listRollbackTargets(editor, { ...address, stageName: "Deploy" });
  expect(targets.map(({ pipelineExecutionId, isRollback }) => [pipelineExecutionId, isRollback])).toEqual([
    [ROLLBACK, true],
    [EARLIER, false],
  ]);
  expect(calls[0]?.input).toMatchObject({ filter: { succeededInStage: { stageName: "Deploy" } } });
});

test("rolls a stage back, leaves its trace, and shows the new execution at once", async () => {
  executions = [{ ...summary(ROLLBACK, "InProgress"), executionType: "ROLLBACK" }, ...executions];
  const stage = { ...address, stageName: "Deploy" };
  const answer = await rollbackStage(editor, stage, { targetPipelineExecutionId: EARLIER });
  expect(answer).toEqual({ pipelineExecutionId: ROLLBACK });
  expect(calls[0]).toEqual({
    operation: "RollbackStage",
    input: { pipelineName: "shop", stageName: "Deploy", targetPipelineExecutionId: EARLIER },
  });
  expect(await getExecution(viewer, { ...address, ...answer })).toMatchObject({ executionType: "ROLLBACK" });
  expect(await db().auditEvent.findFirst({ where: { action: "execution.rollback" } })).toMatchObject({
    actorId: editor.id,
    isCommand: true,
    detail: { ...stage, targetPipelineExecutionId: EARLIER },
  });
});

test("says why AWS refuses a rollback, and asks nothing where it must refuse", async () => {
  refusal = { __type: "UnableToRollbackStageException", message: "Stage 'Deploy' is in progress" };
  const asked = { targetPipelineExecutionId: EARLIER };
  await expect(rollbackStage(editor, { ...address, stageName: "Deploy" }, asked)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Stage 'Deploy' is in progress."),
  });
  expect(await db().auditOutcome.count({ where: { status: "failed" } })).toBe(1);
  calls = [];
  await expect(rollbackStage(editor, { ...address, stageName: "Source" }, asked)).rejects.toThrow(/source stage/);
  await expect(rollbackStage(viewer, { ...address, stageName: "Deploy" }, asked)).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(calls).toEqual([]);
});

test("shows the condition that holds a stage with its rules' reasons, and lets it be overridden", async () => {
  const execution = { ...address, pipelineExecutionId: FAILED };
  const held = await getExecution(viewer, execution);
  expect(held.stages[1]).toMatchObject({
    canRetry: false,
    conditions: [
      {
        gate: "onSuccess",
        result: "FAIL",
        status: "Failed",
        rules: [{ name: "Alarm", provider: "CloudWatchAlarm", status: "Failed", reason: "Alarm 5xx is in ALARM" }],
        canOverride: true,
      },
    ],
  });
  expect((await listRuleExecutions(viewer, execution)).ruleExecutions).toMatchObject([
    { ruleName: "Alarm", stageName: "Deploy", status: "Failed", reason: "Alarm 5xx is in ALARM" },
  ]);

  calls = [];
  const stage = { ...execution, stageName: "Deploy" };
  await expect(overrideStageCondition(viewer, stage, { conditionType: "ON_SUCCESS" })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(calls).toEqual([]);
  await overrideStageCondition(editor, stage, { conditionType: "ON_SUCCESS" });
  expect(calls[0]).toEqual({
    operation: "OverrideStageCondition",
    input: { pipelineName: "shop", pipelineExecutionId: FAILED, stageName: "Deploy", conditionType: "ON_SUCCESS" },
  });
  expect(await db().auditEvent.count({ where: { action: "condition.override", isCommand: true } })).toBe(1);
});

test("starts with variables and revisions that fit, and asks nothing with others", async () => {
  const unknown = startExecution(editor, address, { variables: [{ name: "Zone", value: "a" }] });
  await expect(unknown).rejects.toMatchObject({ code: "invalid_input", message: expect.stringContaining("Zone") });
  const sourceRevisions = [{ actionName: "Code", revisionType: "COMMIT_ID" as const, revisionValue: "main" }];
  await expect(startExecution(editor, address, { sourceRevisions })).rejects.toThrow(/no source action Code/);
  await expect(startExecution(viewer, address)).rejects.toMatchObject({ code: "forbidden" });
  expect(calls).toEqual([]);
  await startExecution(editor, address, { variables: [{ name: "Region", value: "us" }] });
  expect(calls[0]?.input).toMatchObject({ name: "shop", variables: [{ name: "Region", value: "us" }] });
});

test("tells who started an execution through Penstock, and what was done to it since", async () => {
  const now = Date.now() / 1_000;
  executions = [{ ...summary(ROLLBACK, "InProgress"), startTime: now, lastUpdateTime: now }, ...executions];
  const rolledBack = { ...address, pipelineExecutionId: ROLLBACK };
  await rollbackStage(editor, { ...address, stageName: "Deploy" }, { targetPipelineExecutionId: EARLIER });
  expect(await getExecution(viewer, rolledBack)).toMatchObject({ startedBy: "Mira" });
  expect(await getExecution(viewer, { ...address, pipelineExecutionId: EARLIER })).toMatchObject({ startedBy: null });

  expect(await getExecutionPast(viewer, rolledBack)).toEqual({ transitions: [], stop: null, overrides: [] });
  await setTransition(editor, address, { stageName: "Deploy", enabled: false, reason: "freeze" });
  await stopExecution(editor, rolledBack, { abandon: true });
  refusal = { __type: "ConditionNotOverridableException", message: "No." };
  const override = overrideStageCondition(
    editor,
    { ...rolledBack, stageName: "Deploy" },
    { conditionType: "ON_SUCCESS" },
  );
  await expect(override).rejects.toMatchObject({ code: expect.any(String) });
  const at = expect.stringMatching(/^\d{4}-/);
  const turn = { stageName: "Deploy", at, enabled: false, by: "Mira", reason: "freeze" };
  expect(await getExecutionPast(viewer, rolledBack)).toEqual({
    transitions: [turn],
    stop: { at, by: "Mira" },
    overrides: [], // it was refused
  });
  // A stop is asked of one execution, a transition turns for all.
  expect(await getExecutionPast(viewer, { ...address, pipelineExecutionId: EARLIER })).toEqual({
    transitions: [turn],
    stop: null,
    overrides: [],
  });
});

function summary(pipelineExecutionId: string, status: string) {
  return { pipelineExecutionId, status, startTime: STARTED, lastUpdateTime: STARTED + 60 };
}

function answerOf(operation: string): object {
  switch (operation) {
    case "GetPipeline":
      return { __type: "PipelineNotFoundException", message: "No." };
    case "CreatePipeline":
      return { pipeline: { ...declaration, version: 1 } };
    case "RollbackStage":
      return refusal ?? { pipelineExecutionId: ROLLBACK };
    case "StartPipelineExecution":
      return { pipelineExecutionId: EARLIER };
    case "OverrideStageCondition":
      return refusal ?? {};
    case "DisableStageTransition":
      return {};
    case "StopPipelineExecution":
      return { pipelineExecutionId: ROLLBACK };
    case "ListPipelineExecutions":
      return { pipelineExecutionSummaries: executions };
    case "GetPipelineExecution":
      return { pipelineExecution: { pipelineVersion: 1 } };
    case "ListActionExecutions":
      return { actionExecutionDetails: [] };
    case "GetPipelineState":
      return { stageStates: [{ stageName: "Source" }, heldStage()] };
    case "ListRuleExecutions":
      return { ruleExecutionDetails: [ruleExecution()] };
    default:
      return { __type: "UnknownOperationException", message: operation };
  }
}

function heldStage() {
  const errorDetails = { code: "RuleFailed", message: "Alarm 5xx is in ALARM" };
  return {
    stageName: "Deploy",
    latestExecution: { pipelineExecutionId: FAILED, status: "Failed" },
    onSuccessConditionState: {
      latestExecution: { status: "Failed" },
      conditionStates: [
        {
          latestExecution: { status: "Failed" },
          ruleStates: [{ ruleName: "Alarm", latestExecution: { status: "Failed", errorDetails } }],
        },
      ],
    },
  };
}

function ruleExecution() {
  return {
    ruleExecutionId: "rule-1",
    stageName: "Deploy",
    ruleName: "Alarm",
    status: "Failed",
    startTime: STARTED,
    output: { executionResult: { errorDetails: { code: "RuleFailed", message: "Alarm 5xx is in ALARM" } } },
  };
}
