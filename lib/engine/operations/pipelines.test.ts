import {
  CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_QUOTAS } from "../quotas";
import { buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { PRINCIPAL_ARN, startTestEngine, type TestEngine } from "../testing/start-test-engine";

let test: TestEngine;
let client: CodePipelineClient;
beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
});

const build = declareStage("Build", [buildAction("Compile")]);

function pipeline(overrides: Partial<PipelineDeclaration> = {}): PipelineDeclaration {
  return { ...(declarePipeline([build]) as PipelineDeclaration), ...overrides }; // the same shape, other enum types
}

describe("CreatePipeline", () => {
  it("makes version 1 whatever was sent, and starts the first execution by itself", async () => {
    const created = await client.send(new CreatePipelineCommand({ pipeline: pipeline({ version: 9 }) }));
    expect(created.pipeline?.version).toBe(1);
    const { pipelineExecutionSummaries } = await client.send(
      new ListPipelineExecutionsCommand({ pipelineName: "shop" }),
    );
    expect(pipelineExecutionSummaries).toMatchObject([
      { status: "InProgress", trigger: { triggerType: "CreatePipeline", triggerDetail: PRINCIPAL_ARN } },
    ]);
    expect(test.runner.running()).toEqual(["Checkout"]);
  });

  it("fills in what was left out, and takes a pipeline for V2 that uses what only V2 has", async () => {
    const first = pipeline({ pipelineType: undefined });
    const plain = await client.send(new CreatePipelineCommand({ pipeline: first }));
    expect(plain.pipeline).toMatchObject({ pipelineType: "V1", executionMode: "SUPERSEDED" });
    expect(plain.pipeline?.stages?.[0]?.actions?.[0]?.runOrder).toBe(1);
    const second = { ...first, name: "second", variables: [{ name: "Tag", defaultValue: "v1" }] };
    const whole = await client.send(new CreatePipelineCommand({ pipeline: second }));
    expect(whole.pipeline?.pipelineType).toBe("V2");
    const variables = [{ name: "Tag", value: "v2" }];
    await client.send(new StartPipelineExecutionCommand({ name: "second", variables }));
  });

  it("refuses a name that is in use", async () => {
    await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
    await expect(client.send(new CreatePipelineCommand({ pipeline: pipeline() }))).rejects.toMatchObject({
      name: "PipelineNameInUseException",
      message: "A pipeline with the name 'shop' already exists in account '123456789012'",
    });
  });

  it("says that a name is in use, and not that the account is full, when both are so", async () => {
    const full = await startTestEngine(undefined, undefined, { ...DEFAULT_QUOTAS, pipelines: 1 });
    const create = (name: string) =>
      new CodePipelineClient(full.clientConfig).send(new CreatePipelineCommand({ pipeline: pipeline({ name }) }));
    await create("shop");
    await expect(create("shop")).rejects.toMatchObject({ name: "PipelineNameInUseException" });
    await expect(create("other")).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  it.each<[string, string, Partial<PipelineDeclaration>]>([
    ["a name that is too long", "ValidationException", { name: "x".repeat(101) }],
    ["a single stage", "InvalidStructureException", { stages: pipeline().stages?.slice(0, 1) }],
    [
      "a stage name used twice",
      "InvalidStageDeclarationException",
      { stages: [...(pipeline().stages ?? []), ...(pipeline().stages?.slice(1) ?? [])] },
    ],
    [
      "a stage without actions",
      "InvalidStageDeclarationException",
      { stages: [...(pipeline().stages?.slice(0, 1) ?? []), { name: "Empty", actions: [] }] },
    ],
    [
      "an artifact nobody makes",
      "InvalidActionDeclarationException",
      {
        stages: declarePipeline([declareStage("Build", [buildAction("C", { inputArtifacts: [{ name: "X" }] })])])
          .stages as PipelineDeclaration["stages"],
      },
    ],
    [
      "stores without the pipeline's Region",
      "ValidationException",
      { artifactStore: undefined, artifactStores: { "eu-west-1": { type: "S3", location: "shop" } } },
    ],
  ])("refuses %s with %s", async (_what, exception, overrides) => {
    await expect(client.send(new CreatePipelineCommand({ pipeline: pipeline(overrides) }))).rejects.toMatchObject({
      name: exception,
    });
    expect((await client.send(new ListPipelinesCommand({}))).pipelines).toEqual([]);
  });

  it("refuses tags of AWS's own, and more than 50", async () => {
    const own = new CreatePipelineCommand({ pipeline: pipeline(), tags: [{ key: "aws:x", value: "1" }] });
    await expect(client.send(own)).rejects.toMatchObject({ name: "InvalidTagsException" });
    const tags = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "v" }));
    await expect(client.send(new CreatePipelineCommand({ pipeline: pipeline(), tags }))).rejects.toMatchObject({
      name: "TooManyTagsException",
    });
  });
});

describe("GetPipeline", () => {
  it("gives the current version or the one asked for, with its ARN and times", async () => {
    await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
    await client.send(new UpdatePipelineCommand({ pipeline: pipeline({ executionMode: "QUEUED" }) }));
    const current = await client.send(new GetPipelineCommand({ name: "shop" }));
    expect(current.pipeline).toMatchObject({ version: 2, executionMode: "QUEUED" });
    expect(current.metadata).toEqual({
      pipelineArn: "arn:aws:codepipeline:us-east-1:123456789012:shop",
      created: new Date(test.clock.now()),
      updated: new Date(test.clock.now()),
    });
    const first = await client.send(new GetPipelineCommand({ name: "shop", version: 1 }));
    expect(first.pipeline?.executionMode).toBe("SUPERSEDED");
  });

  it("refuses a pipeline and a version that do not exist", async () => {
    await expect(client.send(new GetPipelineCommand({ name: "none" }))).rejects.toMatchObject({
      name: "PipelineNotFoundException",
      message: "Account '123456789012' does not have a pipeline with name 'none'",
    });
    await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
    await expect(client.send(new GetPipelineCommand({ name: "shop", version: 7 }))).rejects.toMatchObject({
      name: "PipelineVersionNotFoundException",
    });
  });
});

describe("secrets", () => {
  const gitHub = (token: string): PipelineDeclaration => {
    const source = sourceAction("Checkout", {
      actionTypeId: { category: "Source", owner: "ThirdParty", provider: "GitHub", version: "1" },
      configuration: { Owner: "shop", Repo: "shop", Branch: "main", OAuthToken: token },
    });
    return pipeline({ stages: [declareStage("Source", [source]), build] as PipelineDeclaration["stages"] });
  };

  it("are masked when read, and a mask sent back keeps what is stored", async () => {
    const created = await client.send(new CreatePipelineCommand({ pipeline: gitHub("s3cret") }));
    expect(created.pipeline?.stages?.[0]?.actions?.[0]?.configuration?.["OAuthToken"]).toBe("****");
    const { pipeline: read } = await client.send(new GetPipelineCommand({ name: "shop" }));
    expect(read?.stages?.[0]?.actions?.[0]?.configuration?.["OAuthToken"]).toBe("****");
    await client.send(new UpdatePipelineCommand({ pipeline: read }));
    expect(test.engine.stateOf("shop")?.declarations[2]?.stages[0]?.actions[0]?.configuration).toMatchObject({
      OAuthToken: "s3cret",
    });
  });
});

describe("UpdatePipeline", () => {
  it("raises the version, whatever was sent, and starts nothing", async () => {
    await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
    const updated = await client.send(new UpdatePipelineCommand({ pipeline: pipeline({ version: 7 }) }));
    expect(updated.pipeline?.version).toBe(2);
    const { pipelineExecutionSummaries } = await client.send(
      new ListPipelineExecutionsCommand({ pipelineName: "shop" }),
    );
    expect(pipelineExecutionSummaries).toHaveLength(1);
  });

  it("cancels the execution in progress once its action has ended", async () => {
    await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
    await client.send(new UpdatePipelineCommand({ pipeline: pipeline() }));
    test.runner.succeed("Checkout");
    await test.settled();
    const { pipelineExecutionSummaries } = await client.send(
      new ListPipelineExecutionsCommand({ pipelineName: "shop" }),
    );
    expect(pipelineExecutionSummaries?.[0]?.status).toBe("Cancelled");
  });

  it("refuses a pipeline that does not exist and a declaration that is not valid", async () => {
    await expect(client.send(new UpdatePipelineCommand({ pipeline: pipeline() }))).rejects.toMatchObject({
      name: "PipelineNotFoundException",
    });
    await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
    await expect(client.send(new UpdatePipelineCommand({ pipeline: pipeline({ stages: [] }) }))).rejects.toMatchObject({
      name: "InvalidStructureException",
    });
  });
});

describe("DeletePipeline", () => {
  it("removes the pipeline and ends what runs, and deleting again is no error", async () => {
    await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
    await client.send(new DeletePipelineCommand({ name: "shop" }));
    await test.settled();
    expect(test.runner.running()).toEqual([]);
    await expect(client.send(new GetPipelineCommand({ name: "shop" }))).rejects.toMatchObject({
      name: "PipelineNotFoundException",
    });
    await expect(client.send(new DeletePipelineCommand({ name: "shop" }))).resolves.toBeDefined();
  });
});

describe("ListPipelines", () => {
  it("pages by name, and refuses a token it did not issue", async () => {
    for (const name of ["c", "a", "b"]) await client.send(new CreatePipelineCommand({ pipeline: pipeline({ name }) }));
    const first = await client.send(new ListPipelinesCommand({ maxResults: 2 }));
    expect(first.pipelines?.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(first.pipelines?.[0]).toMatchObject({ version: 1, pipelineType: "V2", executionMode: "SUPERSEDED" });
    const second = await client.send(new ListPipelinesCommand({ maxResults: 2, nextToken: first.nextToken }));
    expect(second.pipelines?.map(({ name }) => name)).toEqual(["c"]);
    expect(second.nextToken).toBeUndefined();
    await expect(client.send(new ListPipelinesCommand({ nextToken: "elsewhere" }))).rejects.toMatchObject({
      name: "InvalidNextTokenException",
    });
  });
});
