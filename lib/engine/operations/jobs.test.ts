import {
  AcknowledgeJobCommand,
  CodePipelineClient,
  CreateCustomActionTypeCommand,
  CreatePipelineCommand,
  DeleteCustomActionTypeCommand,
  GetJobDetailsCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  PollForJobsCommand,
  PutJobFailureResultCommand,
  PutJobSuccessResultCommand,
  StopPipelineExecutionCommand,
  type ActionExecution,
  type ActionTypeId,
  type Job,
  type PipelineDeclaration,
  type PutJobSuccessResultInput,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, describe, expect, it } from "vitest";
import type { ActionDeclaration } from "@/lib/pipeline/declaration";
import { declarePipeline, declareStage } from "../testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";

const UNKNOWN_ID = "00000000-0000-4000-8000-00000000dead";
const HOUR_MS = 3_600_000;
const JENKINS = { category: "Build", owner: "Custom", provider: "Jenkins", version: "1" } as const;

let test: TestEngine;
let client: CodePipelineClient;
beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
  await createType();
});

const createType = (changes = {}) =>
  client.send(
    new CreateCustomActionTypeCommand({
      category: "Build",
      provider: "Jenkins",
      version: "1",
      settings: { executionUrlTemplate: "https://ci.example.com/{Config:Project}/{ExternalExecutionId}" },
      configurationProperties: [
        { name: "Project", required: true, key: true, secret: false, queryable: true },
        { name: "ApiToken", required: false, key: false, secret: true },
      ],
      inputArtifactDetails: { minimumCount: 0, maximumCount: 5 },
      outputArtifactDetails: { minimumCount: 0, maximumCount: 5 },
      ...changes,
    }),
  );

function customAction(name: string, overrides: Partial<ActionDeclaration> = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: JENKINS,
    configuration: { Project: "shop", ApiToken: "hidden-value" },
    inputArtifacts: [{ name: "CheckoutOutput" }],
    outputArtifacts: [{ name: `${name}Output` }],
    ...overrides,
  };
}

/** A pipeline whose source has just run, so that its custom actions wait for a worker. */
async function start(...actions: ActionDeclaration[]): Promise<void> {
  const stages = [declareStage("Build", actions.length > 0 ? actions : [customAction("Compile", { namespace: "ci" })])];
  const pipeline = declarePipeline(stages) as PipelineDeclaration; // the same shape, other enum types
  await client.send(new CreatePipelineCommand({ pipeline }));
  test.runner.succeed("Checkout", { revision: { revisionId: "0a1b2c" } });
  await test.settled();
}

async function poll(input: { maxBatchSize?: number; queryParam?: Record<string, string> } = {}): Promise<Job[]> {
  return (await client.send(new PollForJobsCommand({ actionTypeId: JENKINS, ...input }))).jobs ?? [];
}

const acknowledge = async ({ id: jobId, nonce }: Job) =>
  (await client.send(new AcknowledgeJobCommand({ jobId, nonce }))).status;

async function takeJob(): Promise<Job> {
  const [job] = await poll({ maxBatchSize: 1 });
  if (!job) throw new Error("There is no job.");
  await acknowledge(job);
  return job;
}

async function succeed({ id: jobId }: Job, result: Omit<PutJobSuccessResultInput, "jobId"> = {}): Promise<void> {
  await client.send(new PutJobSuccessResultCommand({ jobId, ...result }));
  await test.settled();
}

const fail = async ({ id: jobId }: Job) => {
  const failureDetails = { type: "JobFailed", message: "Two tests failed", externalExecutionId: "42" } as const;
  await client.send(new PutJobFailureResultCommand({ jobId, failureDetails }));
  await test.settled();
};

async function execution(actionIndex = 0, stageIndex = 1): Promise<ActionExecution | undefined> {
  const { stageStates } = await client.send(new GetPipelineStateCommand({ name: "shop" }));
  return stageStates?.[stageIndex]?.actionStates?.[actionIndex]?.latestExecution;
}

async function abandon(): Promise<void> {
  const { stageStates } = await client.send(new GetPipelineStateCommand({ name: "shop" }));
  const { pipelineExecutionId } = stageStates?.[1]?.latestExecution ?? {};
  await client.send(new StopPipelineExecutionCommand({ pipelineName: "shop", pipelineExecutionId, abandon: true }));
  await test.settled();
}

describe("PollForJobs", () => {
  it("gives a worker all it needs: configuration with secrets, place, artifacts and keys", async () => {
    await start();
    const [job, ...others] = await poll();
    expect(others).toEqual([]);
    expect(job).toMatchObject({
      accountId: "123456789012",
      data: {
        actionTypeId: JENKINS,
        actionConfiguration: { configuration: { Project: "shop", ApiToken: "hidden-value" } },
        pipelineContext: {
          pipelineName: "shop",
          pipelineArn: "arn:aws:codepipeline:us-east-1:123456789012:shop",
          stage: { name: "Build" },
          action: { name: "Compile" },
        },
        inputArtifacts: [
          { name: "CheckoutOutput", revision: "0a1b2c", location: { s3Location: { bucketName: "shop-artifacts" } } },
        ],
        outputArtifacts: [{ name: "CompileOutput", location: { type: "S3" } }],
        artifactCredentials: { accessKeyId: expect.stringMatching(/^ASIA/) },
      },
    });
    const state = await execution();
    expect(job?.data?.pipelineContext?.action?.actionExecutionId).toBe(state?.actionExecutionId);
    expect(state?.status).toBe("InProgress");
  });

  it("gives keys for a job without artifacts too, as workers ask for them first", async () => {
    await start(customAction("Compile", { inputArtifacts: [], outputArtifacts: [] }));
    const [job] = await poll();
    expect(job?.data).toMatchObject({
      inputArtifacts: [],
      outputArtifacts: [],
      artifactCredentials: { accessKeyId: expect.stringMatching(/^ASIA/) },
    });
  });

  it("gives a job again until somebody has acknowledged it", async () => {
    await start();
    const [first] = await poll();
    const [again] = await poll();
    expect(again).toMatchObject({ id: first?.id, nonce: first?.nonce });
    await takeJob();
    expect(await poll()).toEqual([]);
  });

  it("gives no more jobs than asked for, and those that match the queryable property", async () => {
    const other = customAction("Other", { configuration: { Project: "api" } });
    await start(customAction("Compile"), customAction("Lint"), other);
    expect(await poll()).toHaveLength(3);
    expect(await poll({ maxBatchSize: 2 })).toHaveLength(2);
    const found = await poll({ queryParam: { Project: "api" } });
    expect(found.map(({ data }) => data?.pipelineContext?.action?.name)).toEqual(["Other"]);
    expect(await poll({ queryParam: { Project: "none" } })).toEqual([]);
    await expect(poll({ queryParam: { ApiToken: "x" } })).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses types of AWS, of partners, and custom ones that are not registered", async () => {
    const types: ActionTypeId[] = [
      { ...JENKINS, version: "2" },
      { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
      { category: "Invoke", owner: "ThirdParty", provider: "Snyk", version: "1" },
    ];
    for (const actionTypeId of types) {
      const refused = client.send(new PollForJobsCommand({ actionTypeId }));
      await expect(refused).rejects.toMatchObject({ name: "ActionTypeNotFoundException" });
    }
    await client.send(new DeleteCustomActionTypeCommand(JENKINS));
    await expect(poll()).rejects.toMatchObject({ name: "ActionTypeNotFoundException" });
  });

  it("gives nothing of an action that was abandoned", async () => {
    await start();
    const [job] = await poll();
    await abandon();
    expect(await poll()).toEqual([]);
    const late = client.send(new AcknowledgeJobCommand({ jobId: job?.id, nonce: job?.nonce }));
    await expect(late).rejects.toMatchObject({ name: "InvalidNonceException" });
  });
});

describe("AcknowledgeJob", () => {
  it("gives the job to the first of two workers", async () => {
    await start();
    const [mine] = await poll();
    const [theirs] = await poll();
    expect(mine && (await acknowledge(mine))).toBe("InProgress");
    await expect(theirs && acknowledge(theirs)).rejects.toMatchObject({ name: "InvalidNonceException" });
  });

  it("refuses a wrong nonce and an unknown job", async () => {
    await start();
    const [job] = await poll();
    await expect(acknowledge({ ...job, nonce: "1" })).rejects.toMatchObject({ name: "InvalidNonceException" });
    const unknown = acknowledge({ ...job, id: UNKNOWN_ID });
    await expect(unknown).rejects.toMatchObject({ name: "JobNotFoundException" });
  });

  it("tells a worker that comes too late that the job has timed out", async () => {
    await start();
    const [job] = await poll();
    await abandon();
    expect(job && (await acknowledge(job))).toBe("TimedOut");
  });
});

describe("GetJobDetails", () => {
  it("tells the job again, with fresh keys while it lasts", async () => {
    await start();
    const job = await takeJob();
    const details = async () => (await client.send(new GetJobDetailsCommand({ jobId: job.id }))).jobDetails;
    const found = await details();
    expect(found).toMatchObject({ id: job.id, data: { actionConfiguration: job.data?.actionConfiguration } });
    expect(found?.data?.artifactCredentials?.accessKeyId).not.toBe(job.data?.artifactCredentials?.accessKeyId);
    await succeed(job);
    expect((await details())?.data?.artifactCredentials).toBeUndefined();
  });

  it("refuses an unknown job", async () => {
    const unknown = client.send(new GetJobDetailsCommand({ jobId: UNKNOWN_ID }));
    await expect(unknown).rejects.toMatchObject({ name: "JobNotFoundException" });
  });
});

describe("PutJobSuccessResult", () => {
  it("ends the action with what the worker tells: summary, link, progress and variables", async () => {
    const lint = customAction("Lint", { runOrder: 2, configuration: { Project: "#{ci.Image}" } });
    await start(customAction("Compile", { namespace: "ci" }), lint);
    await succeed(await takeJob(), {
      executionDetails: { summary: "Built", externalExecutionId: "42", percentComplete: 100 },
      outputVariables: { Image: "shop-1" },
    });
    expect(await execution()).toMatchObject({
      status: "Succeeded",
      summary: "Built",
      externalExecutionId: "42",
      externalExecutionUrl: "https://ci.example.com/shop/42",
      percentComplete: 100,
    });
    const [next] = await poll();
    expect(next?.data?.actionConfiguration?.configuration).toEqual({ Project: "shop-1" });
    const { actionExecutionDetails } = await client.send(new ListActionExecutionsCommand({ pipelineName: "shop" }));
    expect(actionExecutionDetails?.[1]?.output).toMatchObject({
      outputArtifacts: [{ name: "CompileOutput" }],
      outputVariables: { Image: "shop-1" },
    });
  });

  it("queues the job that goes on where this one ends, with its token", async () => {
    await start();
    const job = await takeJob();
    const executionDetails = { summary: "Half", externalExecutionId: "42", percentComplete: 50 };
    await succeed(job, { continuationToken: "build-42", executionDetails });
    test.clock.advance(1_000);
    await test.settled();
    expect(await execution()).toMatchObject({ status: "InProgress", summary: "Half", percentComplete: 50 });
    await expect(succeed(job)).rejects.toMatchObject({ name: "InvalidJobStateException" });
    const next = await takeJob();
    expect(next.id).not.toBe(job.id);
    expect(next.data?.continuationToken).toBe("build-42");
    await succeed(next);
    expect((await execution())?.status).toBe("Succeeded");
  });

  it("takes no variables along with a continuation token, and none over 122,880 bytes", async () => {
    await start();
    const job = await takeJob();
    const both = succeed(job, { continuationToken: "x", outputVariables: { A: "1" } });
    await expect(both).rejects.toMatchObject({ name: "ValidationException" });
    const large = succeed(job, { outputVariables: { A: "x".repeat(122_880) } });
    await expect(large).rejects.toMatchObject({ name: "OutputVariablesSizeExceededException" });
    await succeed(job, { outputVariables: { A: "x".repeat(122_879) } });
    expect((await execution())?.status).toBe("Succeeded");
  });

  it("refuses a job that is unknown, that nobody has acknowledged, and that is over", async () => {
    await start();
    await expect(succeed({ id: UNKNOWN_ID })).rejects.toMatchObject({ name: "JobNotFoundException" });
    const [waiting = {}] = await poll();
    await expect(succeed(waiting)).rejects.toMatchObject({ name: "InvalidJobStateException" });
    const job = await takeJob();
    await succeed(job);
    await expect(succeed(job)).rejects.toMatchObject({ name: "InvalidJobStateException" });
    await expect(fail(job)).rejects.toMatchObject({ name: "InvalidJobStateException" });
  });

  it("refuses the result of an action that was abandoned meanwhile", async () => {
    await start();
    const job = await takeJob();
    await abandon();
    await expect(succeed(job)).rejects.toMatchObject({ name: "InvalidJobStateException" });
  });

  it("brings in the revision of a source of one's own", async () => {
    await createType({ category: "Source", provider: "Perforce", configurationProperties: [], settings: {} });
    const id = { category: "Source", owner: "Custom", provider: "Perforce", version: "1" } as const;
    const source = { name: "Sync", actionTypeId: id, outputArtifacts: [{ name: "Depot" }] };
    const stages = [
      declareStage("Source", [source]),
      declareStage("Build", [customAction("Compile", { inputArtifacts: [{ name: "Depot" }] })]),
    ];
    const pipeline = declarePipeline([], { stages }) as PipelineDeclaration; // as above
    await client.send(new CreatePipelineCommand({ pipeline }));
    await test.settled();
    const { jobs: [job] = [] } = await client.send(new PollForJobsCommand({ actionTypeId: id }));
    await acknowledge(job ?? {});
    const created = new Date(Date.UTC(2026, 0, 1));
    const currentRevision = { revision: "1234", changeIdentifier: "c1", created, revisionSummary: "Fix" };
    await succeed(job ?? {}, { currentRevision });
    const [next] = await poll();
    expect(next?.data?.inputArtifacts).toMatchObject([{ name: "Depot", revision: "1234" }]);
    const { pipelineExecutionId } = next?.data?.pipelineContext ?? {};
    const found = await client.send(new GetPipelineExecutionCommand({ pipelineName: "shop", pipelineExecutionId }));
    expect(found.pipelineExecution?.artifactRevisions).toMatchObject([
      { name: "Depot", revisionId: "1234", revisionChangeIdentifier: "c1", revisionSummary: "Fix", created },
    ]);
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: "shop" }));
    expect(stageStates?.[0]?.actionStates?.[0]?.currentRevision).toEqual({
      revisionId: "1234",
      revisionChangeId: "c1",
      created,
    });
  });
});

describe("PutJobFailureResult", () => {
  it("fails the action with the worker's reason", async () => {
    await start();
    await fail(await takeJob());
    expect(await execution()).toMatchObject({
      status: "Failed",
      externalExecutionId: "42",
      errorDetails: { code: "JobFailed", message: "Two tests failed" },
    });
  });

  it("refuses a job that is unknown, and one that nobody has acknowledged", async () => {
    await start();
    await expect(fail({ id: UNKNOWN_ID })).rejects.toMatchObject({ name: "JobNotFoundException" });
    const [waiting = {}] = await poll();
    await expect(fail(waiting)).rejects.toMatchObject({ name: "InvalidJobStateException" });
  });
});

describe("an action that waits for its worker", () => {
  it("fails after 24 hours, and takes no result any more", async () => {
    await start();
    const job = await takeJob();
    test.clock.advance(24 * HOUR_MS - 1_000);
    await test.settled();
    expect((await execution())?.status).toBe("InProgress");
    test.clock.advance(1_000);
    await test.settled();
    expect((await execution())?.status).toBe("Failed");
    await expect(succeed(job)).rejects.toMatchObject({ name: "InvalidJobStateException" });
  });

  it("waits on when the engine is started anew, whoever has the job", async () => {
    await start(customAction("Compile"), customAction("Lint"));
    const job = await takeJob();
    await test.engine.stop();
    test = await startTestEngine(test.store);
    client = new CodePipelineClient(test.clientConfig);
    await test.settled();
    expect(await execution()).toMatchObject({ status: "InProgress" });
    await succeed(job);
    const [other, ...more] = await poll();
    expect(more).toEqual([]);
    await succeed(await takeJob());
    expect(other?.data?.pipelineContext?.action?.name).toBe("Lint");
    expect(await execution(0)).toMatchObject({ status: "Succeeded" });
    expect(await execution(1)).toMatchObject({ status: "Succeeded" });
  });

  it("ends as its job did when the engine was killed before it heard of that", async () => {
    await start();
    const job = await takeJob();
    await test.engine.stop();
    const saved = await test.store.findJob(job.id ?? "");
    if (!saved) throw new Error("The job is not saved.");
    const outcome = { status: "Succeeded", summary: "Built" } as const;
    await test.store.changeJob({ from: saved, to: { ...saved, status: "Succeeded", outcome } });
    test = await startTestEngine(test.store);
    client = new CodePipelineClient(test.clientConfig);
    await test.settled();
    expect(await execution()).toMatchObject({ status: "Succeeded", summary: "Built" });
  });
});
