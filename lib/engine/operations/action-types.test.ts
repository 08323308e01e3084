import {
  CodePipelineClient,
  CreateCustomActionTypeCommand,
  CreatePipelineCommand,
  DeleteCustomActionTypeCommand,
  GetActionTypeCommand,
  GetPipelineCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListActionTypesCommand,
  ListTagsForResourceCommand,
  PollForJobsCommand,
  StartPipelineExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateActionTypeCommand,
  UpdatePipelineCommand,
  type ActionDeclaration,
  type ActionTypeDeclaration,
  type CreateCustomActionTypeInput,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, describe, expect, it } from "vitest";
import { SHAPES } from "../protocol/generated/service-shapes";
import { checkInput } from "../protocol/check-input";
import { declarePipeline, declareStage } from "../testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";

let test: TestEngine;
let client: CodePipelineClient;
beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
});

const property = (name: string, overrides = {}) => ({
  name,
  required: true,
  key: true,
  secret: false,
  queryable: false,
  ...overrides,
});

const JENKINS: CreateCustomActionTypeInput = {
  category: "Build",
  provider: "Jenkins",
  version: "1",
  settings: {
    entityUrlTemplate: "https://ci.example.com/job/{Config:Project}",
    executionUrlTemplate: "https://ci.example.com/job/{Config:Project}/{ExternalExecutionId}",
  },
  configurationProperties: [
    property("Project", { queryable: true, description: "The job to build", type: "String" }),
    property("ApiToken", { required: false, secret: true, key: false }),
    property("Folder", { required: false, key: false }),
  ],
  inputArtifactDetails: { minimumCount: 1, maximumCount: 1 },
  outputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
};

const JENKINS_ID = { category: "Build", owner: "Custom", provider: "Jenkins", version: "1" } as const;

const create = (changes: Partial<CreateCustomActionTypeInput> = {}) =>
  client.send(new CreateCustomActionTypeCommand({ ...JENKINS, ...changes }));

const remove = (version = "1") =>
  client.send(new DeleteCustomActionTypeCommand({ category: "Build", provider: "Jenkins", version }));

async function customTypes() {
  return (await client.send(new ListActionTypesCommand({ actionOwnerFilter: "Custom" }))).actionTypes;
}

describe("CreateCustomActionType", () => {
  it("registers what was sent under the owner Custom, and lists it", async () => {
    const tags = [{ key: "team", value: "ci" }];
    const { actionType, tags: answered } = await create({ tags });
    expect(actionType).toEqual({
      id: JENKINS_ID,
      settings: JENKINS.settings,
      actionConfigurationProperties: JENKINS.configurationProperties,
      inputArtifactDetails: JENKINS.inputArtifactDetails,
      outputArtifactDetails: JENKINS.outputArtifactDetails,
    });
    expect(answered).toEqual(tags);
    expect(await customTypes()).toEqual([actionType]);
  });

  it("takes a link to a property that nothing defines, as AWS's own examples have it", async () => {
    const settings = { entityUrlTemplate: "https://ci.example.com/job/{Config:JobName}/" };
    expect((await create({ settings })).actionType?.settings).toEqual(settings);
  });

  it.each<[string, Partial<CreateCustomActionTypeInput>]>([
    ["more at least than at most", { inputArtifactDetails: { minimumCount: 2, maximumCount: 1 } }],
    ["a property twice", { configurationProperties: [property("Project"), property("Project")] }],
    [
      "two queryable properties",
      { configurationProperties: [property("Project", { queryable: true }), property("B", { queryable: true })] },
    ],
    [
      "a queryable secret",
      { configurationProperties: [property("Project"), property("B", { secret: true, queryable: true })] },
    ],
    [
      "a queryable property that may be absent",
      { configurationProperties: [property("Project"), property("B", { required: false, queryable: true })] },
    ],
    ["a link to a property that may be absent", { settings: { entityUrlTemplate: "https://ci/{Config:Folder}" } }],
    ["a link that tells a secret", { settings: { entityUrlTemplate: "https://ci/{Config:ApiToken}" } }],
    ["a category that no worker can serve", { category: "Approval" }],
  ])("refuses %s as InvalidActionTypeException", async (_what, changes) => {
    await expect(create(changes)).rejects.toMatchObject({ name: "InvalidActionTypeException" });
    expect(await customTypes()).toEqual([]);
  });

  it("refuses what breaks the shape, bad tags and too many of them", async () => {
    await expect(create({ version: "1.0.0.0.0.0" })).rejects.toMatchObject({ name: "ValidationException" });
    const eleven = Array.from({ length: 11 }, (_, index) => property(`P${index}`));
    await expect(create({ configurationProperties: eleven })).rejects.toMatchObject({ name: "ValidationException" });
    const bad = create({ tags: [{ key: "aws:x", value: "1" }] });
    await expect(bad).rejects.toMatchObject({ name: "InvalidTagsException" });
    const tags = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "v" }));
    await expect(create({ tags })).rejects.toMatchObject({ name: "TooManyTagsException" });
  });

  it("makes a type once, when several ask for it at once", async () => {
    const results = await Promise.allSettled([create(), create(), create()]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("refuses a type that exists, and more than 50", async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ name: "InvalidActionTypeException" });
    for (let version = 2; version <= 50; version += 1) await create({ version: String(version) });
    await expect(create({ version: "51" })).rejects.toMatchObject({ name: "LimitExceededException" });
    await remove("50");
    await create({ version: "51" });
  });
});

describe("DeleteCustomActionType", () => {
  it("takes the type from the list; it comes back only as it was", async () => {
    await create();
    await remove();
    await remove();
    await remove("never");
    expect(await customTypes()).toEqual([]);
    const other = create({ outputArtifactDetails: { minimumCount: 0, maximumCount: 2 } });
    await expect(other).rejects.toMatchObject({ name: "InvalidActionTypeException" });
    await create();
    expect(await customTypes()).toHaveLength(1);
  });
});

describe("ListActionTypes", () => {
  it("answers within the bounds of the service model, whatever the catalogue has", async () => {
    const { actionTypes = [] } = await client.send(new ListActionTypesCommand({}));
    expect(actionTypes.length).toBeGreaterThan(30);
    for (const actionType of actionTypes) expect(checkInput(SHAPES, "ActionType", actionType)).toEqual(actionType);
  });
});

describe("tags of custom action types", () => {
  const resourceArn = "arn:aws:codepipeline:us-east-1:123456789012:actiontype:Custom/Build/Jenkins/1";
  const list = async (arn = resourceArn) =>
    (await client.send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags;

  it("are added, replaced and removed by key", async () => {
    await create({ tags: [{ key: "team", value: "ci" }] });
    const tags = [
      { key: "team", value: "web" },
      { key: "cost", value: "42" },
    ];
    await client.send(new TagResourceCommand({ resourceArn, tags }));
    expect(await list()).toEqual(tags);
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["team"] }));
    expect(await list()).toEqual([tags[1]]);
    await remove();
    await expect(list()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("are none of an unknown type or of one of AWS", async () => {
    for (const path of ["Custom/Build/Jenkins/1", "AWS/Build/CodeBuild/1"]) {
      const arn = `arn:aws:codepipeline:us-east-1:123456789012:actiontype:${path}`;
      await expect(list(arn)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    }
  });
});

describe("a pipeline that uses a custom type", () => {
  const action: ActionDeclaration = {
    name: "Compile",
    actionTypeId: JENKINS_ID,
    configuration: { Project: "shop", ApiToken: "hidden-value" },
    inputArtifacts: [{ name: "CheckoutOutput" }],
  };
  const pipeline = (changes: Partial<ActionDeclaration> = {}): PipelineDeclaration => {
    // The same shape, other enum types.
    const stage = declareStage("Build", []) as NonNullable<PipelineDeclaration["stages"]>[number];
    const whole = declarePipeline([]) as PipelineDeclaration;
    return { ...whole, stages: [...(whole.stages ?? []), { ...stage, actions: [{ ...action, ...changes }] }] };
  };
  const createPipeline = (changes: Partial<ActionDeclaration> = {}) =>
    client.send(new CreatePipelineCommand({ pipeline: pipeline(changes) }));

  it.each<[string, Partial<ActionDeclaration>]>([
    ["a version that is not registered", { actionTypeId: { ...JENKINS_ID, version: "2" } }],
    ["too few inputs", { inputArtifacts: [] }],
    ["too many outputs", { outputArtifacts: [{ name: "A" }, { name: "B" }] }],
    ["a required key that is missing", { configuration: {} }],
    ["a key the type does not have", { configuration: { Project: "shop", Other: "x" } }],
    ["a queryable value that no poll can name", { configuration: { Project: "my shop" } }],
  ])("is refused with %s", async (_what, changes) => {
    await create();
    await expect(createPipeline(changes)).rejects.toMatchObject({ name: "InvalidActionDeclarationException" });
  });

  it("is refused once the type is deleted", async () => {
    await create();
    await remove();
    await expect(createPipeline()).rejects.toMatchObject({ name: "InvalidActionDeclarationException" });
  });

  it("fails at an action whose type was deleted before it started", async () => {
    await create();
    await createPipeline();
    await remove();
    test.runner.succeed("Checkout");
    await test.settled();
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: "shop" }));
    expect(stageStates?.[1]?.actionStates?.[0]?.latestExecution).toMatchObject({
      status: "Failed",
      errorDetails: { code: "ConfigurationError" },
    });
  });

  it("shows its secrets masked, keeps them on update, and links to what it is about", async () => {
    await create();
    const created = await createPipeline();
    const shown = created.pipeline?.stages?.[1]?.actions?.[0]?.configuration;
    expect(shown).toEqual({ Project: "shop", ApiToken: "****" });
    await client.send(new UpdatePipelineCommand({ pipeline: created.pipeline }));
    const found = await client.send(new GetPipelineCommand({ name: "shop" }));
    expect(found.pipeline?.stages?.[1]?.actions?.[0]?.configuration).toEqual(shown);

    test.runner.succeed("Checkout");
    await test.settled();
    await client.send(new StartPipelineExecutionCommand({ name: "shop" }));
    test.runner.succeed("Checkout");
    await test.settled();
    const { jobs } = await client.send(new PollForJobsCommand({ actionTypeId: JENKINS_ID }));
    expect(jobs?.[0]?.data?.actionConfiguration?.configuration).toEqual(action.configuration);
    await remove();
    const { actionExecutionDetails } = await client.send(new ListActionExecutionsCommand({ pipelineName: "shop" }));
    expect(actionExecutionDetails?.[0]?.input?.resolvedConfiguration).toEqual(shown);
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: "shop" }));
    expect(stageStates?.[1]?.actionStates?.[0]?.entityUrl).toBe("https://ci.example.com/job/shop");
  });
});

describe("GetActionType and UpdateActionType", () => {
  const snyk = { category: "Invoke", owner: "ThirdParty", provider: "Snyk", version: "1" } as const;
  const get = async (id: { category: "Invoke" | "Build"; owner: string; provider: string; version: string }) =>
    (await client.send(new GetActionTypeCommand(id))).actionType;
  const update = (changes: Partial<ActionTypeDeclaration> = {}) =>
    client.send(
      new UpdateActionTypeCommand({
        actionType: {
          id: snyk,
          description: "Scans for vulnerabilities",
          executor: {
            type: "JobWorker",
            configuration: { jobWorkerExecutorConfiguration: { pollingAccounts: ["123456789012"] } },
            jobTimeout: 600,
          },
          inputArtifactDetails: { minimumCount: 1, maximumCount: 1 },
          outputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
          properties: [{ name: "Token", optional: false, key: false, noEcho: true }],
          urls: { entityUrlTemplate: "https://snyk.example.com" },
          ...changes,
        },
      }),
    );

  it("tell the declaration from the catalogue, and what has replaced it", async () => {
    const codeBuild = await get({ category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" });
    expect(checkInput(SHAPES, "ActionTypeDeclaration", codeBuild)).toEqual(codeBuild);
    expect(codeBuild?.properties?.[0]).toMatchObject({ name: "ProjectName", optional: false });
    await update();
    expect(await get(snyk)).toMatchObject({
      executor: { jobTimeout: 600 },
      urls: { entityUrlTemplate: "https://snyk.example.com" },
    });
    const { actionTypes } = await client.send(new ListActionTypesCommand({ actionOwnerFilter: "ThirdParty" }));
    const listed = actionTypes?.filter(({ id }) => id?.provider === "Snyk");
    expect(listed).toHaveLength(1);
    expect(listed?.[0]?.actionConfigurationProperties).toMatchObject([{ name: "Token", required: true, secret: true }]);
  });

  it("know no other types", async () => {
    const unknown = { ...snyk, provider: "None" };
    await expect(get(unknown)).rejects.toMatchObject({ name: "ActionTypeNotFoundException" });
    await expect(update({ id: unknown })).rejects.toMatchObject({ name: "ActionTypeNotFoundException" });
    await expect(get({ ...snyk, owner: "Custom" })).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuse to change what is AWS's, and what makes no sense", async () => {
    const codeBuild = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;
    await expect(update({ id: codeBuild })).rejects.toMatchObject({ name: "RequestFailedException" });
    const none = update({ executor: { type: "Lambda", configuration: {} } });
    await expect(none).rejects.toMatchObject({ name: "RequestFailedException" });
    const counts = update({ inputArtifactDetails: { minimumCount: 2, maximumCount: 1 } });
    await expect(counts).rejects.toMatchObject({ name: "RequestFailedException" });
  });
});
