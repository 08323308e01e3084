import {
  CodePipelineClient,
  CreatePipelineCommand,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListRuleExecutionsCommand,
  OverrideStageConditionCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  RollbackStageCommand,
  StopPipelineExecutionCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, describe, expect, it } from "vitest";
import type { StageDeclaration } from "@/lib/pipeline/declaration";
import { approvalAction, buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { PRINCIPAL_ARN, startTestEngine, type TestEngine } from "../testing/start-test-engine";

const UNKNOWN_ID = "11111111-2222-4333-8444-555555555555";
const pipelineName = "shop";
let test: TestEngine;
let client: CodePipelineClient;
beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
});

function declaration(stage: StageDeclaration, overrides: Partial<PipelineDeclaration> = {}): PipelineDeclaration {
  return { ...declarePipeline([stage]), ...overrides } as PipelineDeclaration; // enums differ in type only
}

/** Creates the pipeline and brings its first execution to the second stage. */
async function create(stage: StageDeclaration, overrides: Partial<PipelineDeclaration> = {}): Promise<string> {
  await client.send(new CreatePipelineCommand({ pipeline: declaration(stage, overrides) }));
  await checkOut();
  const { pipelineExecutionSummaries } = await client.send(new ListPipelineExecutionsCommand({ pipelineName }));
  return pipelineExecutionSummaries?.[0]?.pipelineExecutionId ?? "";
}

async function startAgain(): Promise<string> {
  const id = test.engine.ids.next();
  await test.engine.submit(pipelineName, () => ({
    type: "executionStarted",
    pipelineExecutionId: id,
    trigger: { triggerType: "StartPipelineExecution" },
    variables: [],
    sourceOverrides: [],
  }));
  await checkOut();
  return id;
}

async function checkOut(): Promise<void> {
  test.runner.succeed("Checkout", { revision: { revisionId: "abc" } });
  await test.settled();
}

async function fail(actionName: string): Promise<void> {
  test.runner.fail(actionName);
  await test.settled();
}

async function succeed(actionName: string): Promise<void> {
  test.runner.succeed(actionName);
  await test.settled();
}

async function secondStage() {
  const { stageStates } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
  return stageStates?.[1];
}

async function statusOf(pipelineExecutionId: string): Promise<string | undefined> {
  const answer = await client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));
  return answer.pipelineExecution?.status;
}

const build = declareStage("Build", [buildAction("Compile")]);

describe("PutApprovalResult", () => {
  const gate = declareStage("Gate", [approvalAction("Review")]);
  const token = async () => (await secondStage())?.actionStates?.[0]?.latestExecution?.token ?? "";
  const answer = (status: "Approved" | "Rejected", approvalToken: string, place: object = {}) =>
    client.send(
      new PutApprovalResultCommand({
        pipelineName,
        stageName: "Gate",
        actionName: "Review",
        result: { status, summary: "Looks good" },
        token: approvalToken,
        ...place,
      }),
    );

  it("approves with the token it was shown, and records who and what", async () => {
    const id = await create(gate);
    const { approvedAt } = await answer("Approved", await token());
    expect(approvedAt).toEqual(new Date(test.clock.now()));
    expect(await statusOf(id)).toBe("Succeeded");
    expect((await secondStage())?.actionStates?.[0]?.latestExecution).toMatchObject({
      status: "Succeeded",
      summary: "Looks good",
      lastUpdatedBy: PRINCIPAL_ARN,
    });
    expect(await token()).toBe("");
  });

  it("rejects, which fails the action, the stage and the execution", async () => {
    const id = await create(gate);
    await answer("Rejected", await token());
    expect(await statusOf(id)).toBe("Failed");
    expect(await secondStage()).toMatchObject({
      latestExecution: { status: "Failed" },
      actionStates: [{ latestExecution: { status: "Failed", summary: "Looks good" } }],
    });
  });

  it("refuses a wrong token, a second answer, and places that do not exist", async () => {
    await create(gate);
    const given = await token();
    await expect(answer("Approved", UNKNOWN_ID)).rejects.toMatchObject({ name: "InvalidApprovalTokenException" });
    await expect(answer("Approved", given, { stageName: "None" })).rejects.toMatchObject({
      name: "StageNotFoundException",
    });
    await expect(answer("Approved", given, { actionName: "None" })).rejects.toMatchObject({
      name: "ActionNotFoundException",
    });
    await expect(answer("Approved", given, { pipelineName: "none" })).rejects.toMatchObject({
      name: "PipelineNotFoundException",
    });
    await answer("Approved", given);
    await expect(answer("Rejected", given)).rejects.toMatchObject({ name: "ApprovalAlreadyCompletedException" });
  });

  it("never lets the token of an earlier request answer a later one", async () => {
    await create(gate);
    const first = await token();
    await answer("Rejected", first);
    await startAgain();
    await expect(answer("Approved", first)).rejects.toMatchObject({ name: "ApprovalAlreadyCompletedException" });
    await answer("Approved", await token());
  });

  it("answers an execution that still waits in a stage which an update has taken away", async () => {
    const id = await create(gate);
    const given = await token();
    await client.send(new UpdatePipelineCommand({ pipeline: declaration(build) }));
    await answer("Approved", given);
    expect(await statusOf(id)).toBe("Cancelled");
  });

  it("fails by itself when nobody answers for seven days", async () => {
    const id = await create(gate);
    const given = await token();
    test.clock.advance(7 * 24 * 60 * 60 * 1000);
    await test.settled();
    expect(await statusOf(id)).toBe("Failed");
    await expect(answer("Approved", given)).rejects.toMatchObject({ name: "InvalidApprovalTokenException" });
  });

  it("takes its token from the list of actions in PARALLEL mode", async () => {
    const id = await create(gate, { executionMode: "PARALLEL" });
    const { actionExecutionDetails } = await client.send(new ListActionExecutionsCommand({ pipelineName }));
    await answer("Approved", actionExecutionDetails?.[0]?.output?.executionResult?.externalExecutionId ?? "");
    expect(await statusOf(id)).toBe("Succeeded");
  });
});

describe("DisableStageTransition and EnableStageTransition", () => {
  const disable = (stageName: string, transitionType: "Inbound" | "Outbound" = "Inbound") =>
    client.send(
      new DisableStageTransitionCommand({ pipelineName, stageName, transitionType, reason: "Release freeze" }),
    );
  const enable = (stageName: string, transitionType: "Inbound" | "Outbound" = "Inbound") =>
    client.send(new EnableStageTransitionCommand({ pipelineName, stageName, transitionType }));

  it("hold an execution in front of a stage and let it in", async () => {
    await create(build);
    await disable("Build");
    await succeed("Compile");
    const waiting = await startAgain();
    expect(await secondStage()).toMatchObject({
      inboundTransitionState: { enabled: false, disabledReason: "Release freeze", lastChangedBy: PRINCIPAL_ARN },
      inboundExecution: { pipelineExecutionId: waiting, status: "InProgress" },
    });
    await enable("Build");
    expect((await secondStage())?.inboundExecution).toBeUndefined();
    expect(test.runner.running()).toEqual(["Compile"]);
  });

  it("show who enters next, not who was stopped in front of it", async () => {
    await create(build, { executionMode: "QUEUED" });
    await disable("Build");
    const [stopped, next] = [await startAgain(), await startAgain()];
    await client.send(new StopPipelineExecutionCommand({ pipelineName, pipelineExecutionId: stopped }));
    expect(await secondStage()).toMatchObject({
      inboundExecution: { pipelineExecutionId: next, status: "InProgress" },
      inboundExecutions: [
        { pipelineExecutionId: stopped, status: "Stopped" },
        { pipelineExecutionId: next, status: "InProgress" },
      ],
    });
  });

  it("hold who has passed a stage when its outbound transition is meant, which the state does not show", async () => {
    await create(build);
    await disable("Source", "Outbound");
    await succeed("Compile");
    const waiting = await startAgain();
    expect(await secondStage()).toMatchObject({
      inboundTransitionState: { enabled: true },
      inboundExecution: { pipelineExecutionId: waiting },
    });
    await enable("Source", "Outbound");
    expect(test.runner.running()).toEqual(["Compile"]);
  });

  it("refuse what does not exist and reasons with other characters", async () => {
    await create(build);
    await expect(disable("None")).rejects.toMatchObject({ name: "StageNotFoundException" });
    await expect(enable("None")).rejects.toMatchObject({ name: "StageNotFoundException" });
    const bad = { pipelineName, stageName: "Build", transitionType: "Inbound" as const, reason: "50% done" };
    await expect(client.send(new DisableStageTransitionCommand(bad))).rejects.toMatchObject({
      name: "ValidationException",
    });
  });
});

describe("RetryStageExecution", () => {
  const retry = (
    pipelineExecutionId: string,
    stageName = "Build",
    retryMode: "FAILED_ACTIONS" | "ALL_ACTIONS" = "FAILED_ACTIONS",
  ) => client.send(new RetryStageExecutionCommand({ pipelineName, stageName, pipelineExecutionId, retryMode }));

  it("keeps the execution id and adds an attempt", async () => {
    const id = await create(build);
    await fail("Compile");
    expect((await retry(id)).pipelineExecutionId).toBe(id);
    expect(await statusOf(id)).toBe("InProgress");
    expect((await secondStage())?.retryStageMetadata).toEqual({
      manualStageRetryAttempt: 1,
      latestRetryTrigger: "ManualStageRetry",
    });
    await succeed("Compile");
    expect(await statusOf(id)).toBe("Succeeded");
    const { actionExecutionDetails } = await client.send(new ListActionExecutionsCommand({ pipelineName }));
    expect(actionExecutionDetails?.map(({ actionName, status }) => `${actionName} ${status}`)).toEqual([
      "Compile Succeeded",
      "Compile Failed",
      "Checkout Succeeded",
    ]);
  });

  it("refuses what has not failed, and everything while something runs", async () => {
    const id = await create(declareStage("Build", [buildAction("Compile"), buildAction("Lint")]));
    await expect(retry(id, "Source")).rejects.toMatchObject({ name: "StageNotRetryableException" });
    await expect(retry(id)).rejects.toMatchObject({ name: "StageNotRetryableException" });
    await fail("Compile");
    await expect(retry(id, "Build", "ALL_ACTIONS")).rejects.toMatchObject({ name: "StageNotRetryableException" });
    await retry(id);
    expect(test.runner.running()).toEqual(["Lint", "Compile"]);
  });

  it("refuses while what another retry has started still runs", async () => {
    const id = await create(declareStage("Build", [buildAction("Compile"), buildAction("Lint")]));
    await fail("Compile");
    await retry(id);
    await fail("Lint");
    await expect(retry(id)).rejects.toMatchObject({ name: "StageNotRetryableException" });
    await fail("Compile");
    await retry(id);
    expect(test.runner.running()).toEqual(["Compile", "Lint"]);
  });

  it("refuses an execution that a newer one has followed into the stage, and an unknown one", async () => {
    const id = await create(build);
    await fail("Compile");
    await startAgain();
    await expect(retry(id)).rejects.toMatchObject({ name: "NotLatestPipelineExecutionException" });
    await expect(retry(UNKNOWN_ID)).rejects.toMatchObject({ name: "NotLatestPipelineExecutionException" });
    await expect(retry(id, "None")).rejects.toMatchObject({ name: "StageNotFoundException" });
  });

  it("refuses once the pipeline has been updated", async () => {
    const id = await create(build);
    await fail("Compile");
    await client.send(new UpdatePipelineCommand({ pipeline: declaration(build) }));
    await expect(retry(id)).rejects.toMatchObject({ name: "StageNotRetryableException" });
  });
});

describe("RollbackStage", () => {
  const rollBack = (targetPipelineExecutionId: string, stageName = "Build") =>
    client.send(new RollbackStageCommand({ pipelineName, stageName, targetPipelineExecutionId }));

  it("runs the stage in a new execution on what the target had", async () => {
    const target = await create(build);
    await succeed("Compile");
    const artifacts = test.runner.jobs.at(-1)?.inputArtifacts;
    await startAgain();
    await fail("Compile");
    const list = new ListPipelineExecutionsCommand({
      pipelineName,
      filter: { succeededInStage: { stageName: "Build" } },
    });
    const candidates = await client.send(list);
    expect(candidates.pipelineExecutionSummaries?.map(({ pipelineExecutionId }) => pipelineExecutionId)).toEqual([
      target,
    ]);

    const { pipelineExecutionId } = await rollBack(target);
    expect(test.runner.jobs.at(-1)?.inputArtifacts).toEqual(artifacts);
    await succeed("Compile");
    const { pipelineExecution } = await client.send(
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }),
    );
    expect(pipelineExecution).toMatchObject({
      status: "Succeeded",
      executionType: "ROLLBACK",
      rollbackMetadata: { rollbackTargetPipelineExecutionId: target },
      trigger: { triggerType: "ManualRollback", triggerDetail: PRINCIPAL_ARN },
    });
    await expect(rollBack(pipelineExecutionId ?? "")).rejects.toMatchObject({ name: "UnableToRollbackStageException" });
  });

  it("refuses a pipeline of type V1", async () => {
    const target = await create(build, { pipelineType: "V1" });
    await succeed("Compile");
    await expect(rollBack(target)).rejects.toMatchObject({ name: "UnableToRollbackStageException" });
  });

  it("refuses running stages, the source stage, unknown targets and outdated ones", async () => {
    const target = await create(build);
    await expect(rollBack(target)).rejects.toMatchObject({ name: "UnableToRollbackStageException" });
    await expect(rollBack(UNKNOWN_ID)).rejects.toMatchObject({ name: "PipelineExecutionNotFoundException" });
    await succeed("Compile");
    await expect(rollBack(target, "Source")).rejects.toMatchObject({ name: "UnableToRollbackStageException" });
    await expect(rollBack(target, "None")).rejects.toMatchObject({ name: "StageNotFoundException" });
    await expect(rollBack(UNKNOWN_ID)).rejects.toMatchObject({ name: "PipelineExecutionNotFoundException" });
    await client.send(new UpdatePipelineCommand({ pipeline: declaration(build) }));
    await expect(rollBack(target)).rejects.toMatchObject({ name: "PipelineExecutionOutdatedException" });
  });
});

describe("OverrideStageCondition", () => {
  const guarded = declareStage("Build", [buildAction("Compile")], {
    beforeEntry: {
      conditions: [
        {
          result: "FAIL",
          rules: [
            {
              name: "OnlyReleases",
              ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
              configuration: { Variable: "#{variables.Branch}", Operator: "EQ", Value: "release" },
            },
          ],
        },
      ],
    },
  });
  const variables = [{ name: "Branch", defaultValue: "main" }];
  const override = (pipelineExecutionId: string, conditionType: "BEFORE_ENTRY" | "ON_SUCCESS" = "BEFORE_ENTRY") =>
    client.send(
      new OverrideStageConditionCommand({ pipelineName, stageName: "Build", pipelineExecutionId, conditionType }),
    );

  it("lets the execution past the condition that held it, once", async () => {
    const id = await create(guarded, { variables });
    expect(await secondStage()).toMatchObject({
      latestExecution: { status: "InProgress" },
      beforeEntryConditionState: {
        latestExecution: { status: "Failed" },
        conditionStates: [{ ruleStates: [{ ruleName: "OnlyReleases", latestExecution: { status: "Failed" } }] }],
      },
    });
    const { ruleExecutionDetails } = await client.send(new ListRuleExecutionsCommand({ pipelineName }));
    expect(ruleExecutionDetails?.[0]).toMatchObject({
      ruleName: "OnlyReleases",
      status: "Failed",
      input: { resolvedConfiguration: { Variable: "main" } },
    });
    await override(id);
    expect(test.runner.running()).toEqual(["Compile"]);
    expect((await secondStage())?.beforeEntryConditionState?.latestExecution?.status).toBe("Overridden");
    await expect(override(id)).rejects.toMatchObject({ name: "ConditionNotOverridableException" });
  });

  it("refuses where no condition has failed, and for an execution that is not the latest", async () => {
    const id = await create(build);
    await expect(override(id)).rejects.toMatchObject({ name: "ConditionNotOverridableException" });
    await expect(override(UNKNOWN_ID)).rejects.toMatchObject({ name: "NotLatestPipelineExecutionException" });
  });
});
