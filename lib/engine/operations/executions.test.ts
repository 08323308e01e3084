import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  PutActionRevisionCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, describe, expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { PRINCIPAL_ARN, startTestEngine, type TestEngine } from "../testing/start-test-engine";

const UNKNOWN_ID = "11111111-2222-4333-8444-555555555555";
const pipelineName = "shop";
let test: TestEngine;
let client: CodePipelineClient;

/** Creates the pipeline; `firstId` is the execution that its creation started. */
async function create(overrides: Partial<PipelineDeclaration> = {}): Promise<string> {
  const stages = [
    declareStage("Source", [sourceAction("Checkout", { namespace: "source" })]),
    declareStage("Build", [
      buildAction("Compile", {
        configuration: { ProjectName: "#{source.CommitId}" },
        outputArtifacts: [{ name: "App" }],
      }),
    ]),
  ];
  const pipeline = { ...declarePipeline([], { stages }), ...overrides } as PipelineDeclaration; // enums differ in type only
  await client.send(new CreatePipelineCommand({ pipeline }));
  return latestId();
}

async function latestId(): Promise<string> {
  const { pipelineExecutionSummaries } = await client.send(new ListPipelineExecutionsCommand({ pipelineName }));
  return pipelineExecutionSummaries?.[0]?.pipelineExecutionId ?? "";
}

async function start(input: Partial<StartPipelineExecutionCommand["input"]> = {}): Promise<string> {
  const answer = await client.send(new StartPipelineExecutionCommand({ name: pipelineName, ...input }));
  return answer.pipelineExecutionId ?? "";
}

async function checkOut(commit = "abc"): Promise<void> {
  test.runner.succeed("Checkout", {
    outputVariables: { CommitId: commit },
    revision: { revisionId: commit, revisionSummary: `Commit ${commit}` },
  });
  await test.settled();
}

async function statusOf(pipelineExecutionId: string): Promise<string | undefined> {
  const answer = await client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));
  return answer.pipelineExecution?.status;
}

beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
});

describe("one execution from start to end", () => {
  it("is told within the service's limits, whatever a provider says", async () => {
    const pipelineExecutionId = await create();
    const long = "\u{1f600}".repeat(3_000);
    test.runner.succeed("Checkout", {
      outputVariables: { CommitId: "" },
      externalExecutionUrl: `https://example.com/${long}`,
      summary: "",
      revision: { revisionId: "abc", revisionSummary: `x${long}`, revisionUrl: long },
    });
    await test.settled();
    test.runner.report("Compile", { percentComplete: 100.5, summary: `x${long}` });
    test.runner.fail("Compile", long);
    await test.settled();

    const details = await client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));
    expect(details.pipelineExecution?.artifactRevisions?.[0]?.revisionSummary).toMatch(/^x[\u{1f600}]{1023}$/u);
    expect(details.pipelineExecution?.artifactRevisions?.[0]?.revisionUrl).toBeUndefined();
    const { actionExecutionDetails = [] } = await client.send(new ListActionExecutionsCommand({ pipelineName }));
    const [compile, checkout] = actionExecutionDetails.map(({ output }) => output?.executionResult);
    expect(compile?.errorDetails?.message).toHaveLength(5_000);
    expect(checkout?.externalExecutionUrl).toBeUndefined();
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
    expect(stageStates?.[1]?.actionStates?.[0]?.latestExecution?.percentComplete).toBe(100);
  });

  it("is told alike by the list, by its details, by its actions and by the state", async () => {
    const pipelineExecutionId = await create();
    await checkOut();
    test.runner.report("Compile", { logStreamArn: "arn:aws:logs:x", percentComplete: 40 });
    test.runner.succeed("Compile", { externalExecutionId: "shop:1", summary: "Built" });
    await test.settled();

    const details = await client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));
    expect(details.pipelineExecution).toMatchObject({
      status: "Succeeded",
      pipelineVersion: 1,
      executionMode: "SUPERSEDED",
      executionType: "STANDARD",
      trigger: { triggerType: "CreatePipeline", triggerDetail: PRINCIPAL_ARN },
      artifactRevisions: [{ name: "CheckoutOutput", revisionId: "abc", revisionSummary: "Commit abc" }],
    });
    const list = await client.send(new ListPipelineExecutionsCommand({ pipelineName }));
    expect(list.pipelineExecutionSummaries).toMatchObject([
      {
        pipelineExecutionId,
        status: "Succeeded",
        startTime: new Date(test.clock.now()),
        sourceRevisions: [{ actionName: "Checkout", revisionId: "abc", revisionSummary: "Commit abc" }],
      },
    ]);
    const { actionExecutionDetails } = await client.send(
      new ListActionExecutionsCommand({ pipelineName, filter: { pipelineExecutionId } }),
    );
    expect(actionExecutionDetails?.map(({ actionName }) => actionName)).toEqual(["Compile", "Checkout"]);
    expect(actionExecutionDetails?.[0]).toMatchObject({
      stageName: "Build",
      status: "Succeeded",
      input: {
        configuration: { ProjectName: "#{source.CommitId}" },
        resolvedConfiguration: { ProjectName: "abc" },
        region: "us-east-1",
        inputArtifacts: [{ name: "CheckoutOutput", s3location: { bucket: "shop-artifacts" } }],
      },
      output: {
        outputArtifacts: [{ name: "App", s3location: { bucket: "shop-artifacts" } }],
        executionResult: {
          externalExecutionId: "shop:1",
          externalExecutionSummary: "Built",
          logStreamARN: "arn:aws:logs:x",
        },
      },
    });
    expect(actionExecutionDetails?.[1]?.output?.outputVariables).toEqual({ CommitId: "abc" });
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
    expect(stageStates).toMatchObject([
      {
        stageName: "Source",
        inboundTransitionState: { enabled: true },
        latestExecution: { pipelineExecutionId, status: "Succeeded" },
        actionStates: [{ actionName: "Checkout", currentRevision: { revisionId: "abc" } }],
      },
      {
        stageName: "Build",
        latestExecution: { pipelineExecutionId, status: "Succeeded" },
        actionStates: [{ actionName: "Compile", latestExecution: { status: "Succeeded", percentComplete: 40 } }],
      },
    ]);
  });

  it("tells why an action failed", async () => {
    const pipelineExecutionId = await create();
    await checkOut();
    test.runner.fail("Compile", "No buildspec.yml in the input. Add one.");
    await test.settled();
    expect(await statusOf(pipelineExecutionId)).toBe("Failed");
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
    expect(stageStates?.[1]).toMatchObject({
      latestExecution: { status: "Failed" },
      actionStates: [
        {
          latestExecution: { errorDetails: { code: "JobFailed", message: "No buildspec.yml in the input. Add one." } },
        },
      ],
    });
  });
});

describe("StartPipelineExecution", () => {
  it("runs with the caller as its trigger, and once per client request token", async () => {
    await create();
    const clientRequestToken = "once-only";
    const id = await start({ clientRequestToken });
    expect(await start({ clientRequestToken })).toBe(id);
    const { pipelineExecution } = await client.send(
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId: id }),
    );
    expect(pipelineExecution?.trigger).toEqual({
      triggerType: "StartPipelineExecution",
      triggerDetail: PRINCIPAL_ARN,
    });
    expect(await start()).not.toBe(id);
  });

  it("shows the one that waits as inbound, and supersedes it by a newer one", async () => {
    await create();
    const second = await start();
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
    expect(stageStates?.[0]).toMatchObject({
      inboundExecution: { pipelineExecutionId: second, status: "InProgress" },
      inboundExecutions: [{ pipelineExecutionId: second }],
    });
    await start();
    expect(await statusOf(second)).toBe("Superseded");
  });

  it("takes variables, defaults for the others, and refuses what is unknown or missing", async () => {
    await create({ variables: [{ name: "Stage", defaultValue: "beta" }, { name: "Tag" }] });
    const id = await start({ variables: [{ name: "Tag", value: "v1" }] });
    const { pipelineExecution } = await client.send(
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId: id }),
    );
    expect(pipelineExecution?.variables).toEqual([
      { name: "Stage", resolvedValue: "beta" },
      { name: "Tag", resolvedValue: "v1" },
    ]);
    await expect(start()).rejects.toMatchObject({ name: "ValidationException" });
    const unknown = [
      { name: "Tag", value: "v1" },
      { name: "Other", value: "x" },
    ];
    await expect(start({ variables: unknown })).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("hands a source override to its action, and refuses one for another", async () => {
    await create();
    await checkOut();
    await start({ sourceRevisions: [{ actionName: "Checkout", revisionType: "COMMIT_ID", revisionValue: "old" }] });
    expect(test.runner.jobs.at(-1)?.sourceRevision).toEqual({ revisionType: "COMMIT_ID", revisionValue: "old" });
    const other = [{ actionName: "Compile", revisionType: "COMMIT_ID" as const, revisionValue: "x" }];
    await expect(start({ sourceRevisions: other })).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses a pipeline that does not exist, and more than 50 executions at a time", async () => {
    await expect(start()).rejects.toMatchObject({ name: "PipelineNotFoundException" });
    await create({ executionMode: "QUEUED" });
    for (let count = 1; count < 50; count += 1) await start();
    await expect(start()).rejects.toMatchObject({ name: "ConcurrentPipelineExecutionsLimitExceededException" });
  });
});

describe("StopPipelineExecution", () => {
  const stop = (pipelineExecutionId: string, abandon?: boolean) =>
    client.send(new StopPipelineExecutionCommand({ pipelineName, pipelineExecutionId, abandon, reason: "wrong" }));

  it("waits, then stops; can be asked to abandon meanwhile; refuses to be asked the same twice", async () => {
    const id = await create();
    expect((await stop(id)).pipelineExecutionId).toBe(id);
    expect(await statusOf(id)).toBe("Stopping");
    await expect(stop(id)).rejects.toMatchObject({ name: "DuplicatedStopRequestException" });
    await stop(id, true);
    expect(await statusOf(id)).toBe("Stopped");
    await test.settled();
    expect(test.runner.running()).toEqual([]);
    const list = await client.send(new ListPipelineExecutionsCommand({ pipelineName }));
    expect(list.pipelineExecutionSummaries?.[0]?.stopTrigger).toEqual({ reason: "wrong" });
  });

  it("refuses what is over, what is unknown and what is nowhere", async () => {
    const id = await create();
    await stop(id, true);
    await expect(stop(id)).rejects.toMatchObject({ name: "PipelineExecutionNotStoppableException" });
    await expect(stop(UNKNOWN_ID)).rejects.toMatchObject({ name: "PipelineExecutionNotStoppableException" });
    const elsewhere = new StopPipelineExecutionCommand({ pipelineName: "none", pipelineExecutionId: id });
    await expect(client.send(elsewhere)).rejects.toMatchObject({ name: "PipelineNotFoundException" });
  });
});

describe("the lists", () => {
  it("page newest first and keep their place while new executions arrive", async () => {
    const ids = [await create()];
    for (let count = 0; count < 4; count += 1) ids.unshift(await start());
    const first = await client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 2 }));
    await start();
    const { nextToken } = first;
    const second = await client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 3, nextToken }));
    const shown = [...(first.pipelineExecutionSummaries ?? []), ...(second.pipelineExecutionSummaries ?? [])];
    expect(shown.map(({ pipelineExecutionId }) => pipelineExecutionId)).toEqual(ids);
    expect(second.nextToken).toBeUndefined();
    const elsewhere = new ListActionExecutionsCommand({ pipelineName, nextToken });
    await expect(client.send(elsewhere)).rejects.toMatchObject({ name: "InvalidNextTokenException" });
  });

  it("give the latest attempt of each action, or all, and refuse an unknown execution", async () => {
    const pipelineExecutionId = await create();
    const count = async (startTimeRange: "Latest" | "All") => {
      const filter = { latestInPipelineExecution: { pipelineExecutionId, startTimeRange } };
      const answer = await client.send(new ListActionExecutionsCommand({ pipelineName, filter }));
      return answer.actionExecutionDetails?.length;
    };
    test.runner.fail("Checkout");
    await test.settled();
    await test.engine.submit(pipelineName, () => ({
      type: "stageRetried",
      pipelineExecutionId,
      stageName: "Source",
      retryMode: "FAILED_ACTIONS",
    }));
    expect(await count("Latest")).toBe(1);
    expect(await count("All")).toBe(2);
    const unknown = new ListActionExecutionsCommand({ pipelineName, filter: { pipelineExecutionId: UNKNOWN_ID } });
    await expect(client.send(unknown)).rejects.toMatchObject({ name: "PipelineExecutionNotFoundException" });
    const details = new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId: UNKNOWN_ID });
    await expect(client.send(details)).rejects.toMatchObject({ name: "PipelineExecutionNotFoundException" });
  });
});

describe("PARALLEL mode", () => {
  it("shows no executions in the state of the pipeline", async () => {
    await create({ executionMode: "PARALLEL" });
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
    expect(stageStates?.[0]).toEqual({
      stageName: "Source",
      inboundTransitionState: { enabled: true },
      actionStates: [{ actionName: "Checkout" }],
    });
  });
});

describe("PutActionRevision", () => {
  const put = (revisionId: string, actionName = "Checkout", stageName = "Source") => {
    const actionRevision = { revisionId, revisionChangeId: `change-${revisionId}`, created: new Date(0) };
    return client.send(new PutActionRevisionCommand({ pipelineName, stageName, actionName, actionRevision }));
  };

  it("starts an execution for a revision that was not seen", async () => {
    const first = await create();
    await checkOut("abc");
    expect(await put("abc")).toMatchObject({ newRevision: false, pipelineExecutionId: first });
    const fresh = await put("def");
    expect(fresh.newRevision).toBe(true);
    expect(test.runner.jobs.at(-1)?.sourceRevision?.revisionValue).toBe("def");
    expect(fresh.pipelineExecutionId).toBe(await latestId());
    await checkOut("def");
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
    expect(stageStates?.[0]?.actionStates?.[0]?.currentRevision).toMatchObject({
      revisionId: "def",
      revisionChangeId: "change-def",
    });
  });

  it("refuses stages and actions that do not exist", async () => {
    await create();
    await expect(put("x", "None")).rejects.toMatchObject({ name: "ActionNotFoundException" });
    await expect(put("x", "Checkout", "None")).rejects.toMatchObject({ name: "StageNotFoundException" });
  });
});
