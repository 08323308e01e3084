import {
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { GetPipelineStateCommand, ListTagsForResourceCommand } from "@aws-sdk/client-codepipeline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTION_TYPE_RESOURCE, pipelineTemplate, WEBHOOK_RESOURCE } from "../testing/pipeline-template";
import { StackHarness } from "../testing/stack-harness";

let harness: StackHarness;
beforeEach(async () => {
  harness = await StackHarness.start();
});
afterEach(() => harness.dispose());

const isGone = { name: "PipelineNotFoundException" };

describe("a stack", () => {
  it("makes its pipeline, webhook and action type, each after what it needs", async () => {
    const stack = await harness.create(
      pipelineTemplate({ resources: { Hook: WEBHOOK_RESOURCE, Custom: ACTION_TYPE_RESOURCE } }),
      {
        Tags: [{ Key: "team", Value: "shop" }],
      },
    );
    expect(stack).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      StackId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:000000000001:stack\/shop\/[0-9a-f-]{36}$/),
      Capabilities: ["CAPABILITY_IAM"],
      Tags: [{ Key: "team", Value: "shop" }],
    });
    const { Name: name = "", Version } = stack.outputs;
    expect(name).toMatch(/^shop-Pipeline-[A-Z0-9]{13}$/);
    expect(Version).toBe("1");
    const declaration = await harness.declarationOf(name);
    expect(declaration).toMatchObject({
      roleArn: expect.stringMatching(/^arn:aws:iam::000000000001:role\/shop-Role-/),
      artifactStore: { type: "S3", location: expect.stringMatching(/^shop-bucket-[a-z0-9]{13}$/) },
    });
    expect(declaration?.stages?.[0]?.actions?.[0]?.configuration).toMatchObject({ PollForSourceChanges: "false" });
    const { tags } = await harness.pipelines.send(
      new ListTagsForResourceCommand({ resourceArn: `arn:aws:codepipeline:us-east-1:000000000001:${name}` }),
    );
    expect(tags).toEqual([{ key: "team", value: "shop" }]);
    expect(await harness.webhooks()).toMatchObject([{ definition: { targetPipeline: name, targetAction: "Zip" } }]);
    expect(await harness.customProviders()).toEqual(["OldBuilder"]);
    const events = await harness.events();
    expect(events[0]).toBe("shop CREATE_IN_PROGRESS");
    expect(events.at(-1)).toBe("shop CREATE_COMPLETE");
    expect(events.indexOf("Role CREATE_COMPLETE")).toBeLessThan(events.indexOf("Pipeline CREATE_IN_PROGRESS"));
    expect(events.indexOf("Pipeline CREATE_COMPLETE")).toBeLessThan(events.indexOf("Hook CREATE_IN_PROGRESS"));
  });

  it("says of each resource that is not made that it is simulated", async () => {
    await harness.create(pipelineTemplate());
    const { StackResourceSummaries = [] } = await harness.client.send(
      new ListStackResourcesCommand({ StackName: "shop" }),
    );
    const reasons = StackResourceSummaries.map(
      ({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason ?? "real"}`,
    );
    expect(reasons).toEqual([
      "Role: Simulated locally: AWS::IAM::Role is remembered, and nothing is made.",
      "Bucket: Simulated locally: no settings are made. The bucket is made by its first object.",
      "Pipeline: real",
    ]);
    const { StackResources } = await harness.client.send(
      new DescribeStackResourcesCommand({ StackName: "shop", LogicalResourceId: "Role" }),
    );
    expect(StackResources?.[0]?.ResourceStatusReason).toContain("Simulated locally");
    const one = await harness.client.send(
      new DescribeStackResourceCommand({ StackName: "shop", LogicalResourceId: "Pipeline" }),
    );
    expect(one.StackResourceDetail).toMatchObject({ ResourceStatus: "CREATE_COMPLETE" });
  });

  it("is updated where it changed, and deletes what it lost", async () => {
    await harness.create(pipelineTemplate({ name: "web", resources: { Hook: WEBHOOK_RESOURCE } }));
    const stack = await harness.update(pipelineTemplate({ name: "web", comment: "look again" }), {
      Tags: [{ Key: "team", Value: "web" }],
    });
    expect(stack).toMatchObject({ StackStatus: "UPDATE_COMPLETE", outputs: { Name: "web", Version: "2" } });
    expect((await harness.declarationOf("web"))?.stages?.[1]?.actions?.[0]?.configuration).toEqual({
      CustomData: "look again",
    });
    expect(await harness.webhooks()).toEqual([]);
    const resourceArn = "arn:aws:codepipeline:us-east-1:000000000001:web";
    const { tags } = await harness.pipelines.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual([{ key: "team", value: "web" }]);
    expect((await harness.events()).filter((event) => event.startsWith("Role UPDATE"))).toEqual([]);
  });

  it("gets another pipeline for another name, and then loses the first", async () => {
    await harness.create(pipelineTemplate({ name: "first" }));
    expect(await harness.update(pipelineTemplate({ name: "second" }))).toMatchObject({
      outputs: { Name: "second", Version: "1" },
    });
    await expect(harness.declarationOf("first")).rejects.toMatchObject(isGone);
    expect(await harness.declarationOf("second")).toBeDefined();
  });

  it("closes transitions as its pipeline says, and opens them again", async () => {
    const closed = JSON.parse(pipelineTemplate({ name: "web" })) as { Resources: { Pipeline: { Properties: object } } };
    Object.assign(closed.Resources.Pipeline.Properties, {
      DisableInboundStageTransitions: [{ StageName: "Approve", Reason: "Not yet" }],
    });
    await harness.create(JSON.stringify(closed));
    const transition = async () =>
      (await harness.pipelines.send(new GetPipelineStateCommand({ name: "web" }))).stageStates?.[1]
        ?.inboundTransitionState;
    expect(await transition()).toMatchObject({ enabled: false, disabledReason: "Not yet" });
    await harness.update(pipelineTemplate({ name: "web" }));
    expect(await transition()).toMatchObject({ enabled: true });
  });

  it("without changes is not updated", async () => {
    await harness.create(pipelineTemplate());
    await expect(harness.update(pipelineTemplate())).rejects.toMatchObject({
      name: "ValidationError",
      message: "No updates are to be performed.",
    });
    await expect(
      harness.client.send(
        new UpdateStackCommand({ StackName: "shop", UsePreviousTemplate: true, Capabilities: ["CAPABILITY_IAM"] }),
      ),
    ).rejects.toThrow("No updates");
  });

  it("is deleted with what it made, but for what is to be retained, and still told of by its id", async () => {
    const { StackId = "", outputs } = await harness.create(
      pipelineTemplate({ resources: { Hook: WEBHOOK_RESOURCE, Custom: ACTION_TYPE_RESOURCE } }),
    );
    await harness.remove();
    await harness.remove();
    await expect(harness.declarationOf(outputs["Name"] ?? "")).rejects.toMatchObject(isGone);
    expect(await harness.webhooks()).toEqual([]);
    await expect(harness.describe()).rejects.toMatchObject({
      name: "ValidationError",
      message: "Stack with id shop does not exist",
    });
    expect(await harness.describe(StackId)).toMatchObject({ StackStatus: "DELETE_COMPLETE" });
    const events = await harness.events(StackId);
    expect(events).toContain("Bucket DELETE_SKIPPED");
    expect(events.indexOf("Hook DELETE_COMPLETE")).toBeLessThan(events.indexOf("Pipeline DELETE_IN_PROGRESS"));
    const { StackSummaries } = await harness.client.send(
      new ListStacksCommand({ StackStatusFilter: ["DELETE_COMPLETE"] }),
    );
    expect(StackSummaries?.map((summary) => summary.StackId)).toEqual([StackId]);
  });

  it("that is protected stays", async () => {
    await harness.create(pipelineTemplate(), { EnableTerminationProtection: true });
    await expect(harness.remove()).rejects.toThrow("TerminationProtection");
    await harness.client.send(
      new UpdateTerminationProtectionCommand({ StackName: "shop", EnableTerminationProtection: false }),
    );
    await harness.remove();
  });

  it("outlives a restart", async () => {
    await harness.create(pipelineTemplate({ name: "web" }));
    await harness.restart();
    expect(await harness.describe()).toMatchObject({ StackStatus: "CREATE_COMPLETE", outputs: { Name: "web" } });
    const { TemplateBody } = await harness.client.send(new GetTemplateCommand({ StackName: "shop" }));
    expect(TemplateBody).toBe(pipelineTemplate({ name: "web" }));
  });
});

describe("a project of CodeBuild", () => {
  const project = {
    Type: "AWS::CodeBuild::Project",
    Properties: {
      Name: "web-build",
      Source: { Type: "CODEPIPELINE", BuildSpec: "version: 0.2" },
      Environment: { EnvironmentVariables: [{ Name: "STAGE", Value: { Ref: "AWS::StackName" } }] },
      TimeoutInMinutes: "30",
    },
  };

  it("is a build project under Local resources for as long as its stack has it", async () => {
    await harness.create(pipelineTemplate({ resources: { Build: project } }));
    expect(await harness.running.store.findLocalResource("build-project", "web-build")).toEqual({
      type: "build-project",
      name: "web-build",
      buildspec: "version: 0.2",
      environmentVariables: [{ name: "STAGE", value: "shop" }],
      timeoutInMinutes: 30,
    });
    await harness.remove();
    expect(await harness.running.store.findLocalResource("build-project", "web-build")).toBeNull();
  });

  it("stays as somebody has registered it", async () => {
    const theirs = { type: "build-project", name: "web-build", buildspec: "theirs.yml" } as const;
    await harness.running.store.putLocalResource(theirs);
    await harness.create(pipelineTemplate({ resources: { Build: project } }));
    await harness.remove();
    expect(await harness.running.store.findLocalResource("build-project", "web-build")).toEqual(theirs);
  });
});

describe("a project that another stack has made, or the same under another logical id", () => {
  const project = (id: string) =>
    JSON.stringify({
      Resources: {
        [id]: {
          Type: "AWS::CodeBuild::Project",
          Properties: { Name: "web-build", Source: { BuildSpec: "version: 0.2" } },
        },
      },
    });
  const find = () => harness.running.store.findLocalResource("build-project", "web-build");

  it("is there already, and stays where it is", async () => {
    await harness.create(project("Build"));
    expect(await harness.create(project("Build"), {}, "other")).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
    expect(await harness.update(project("Renamed"))).toMatchObject({ StackStatus: "UPDATE_ROLLBACK_COMPLETE" });
    expect(await harness.reasonOf("Renamed")).toContain("already exists. (HandlerErrorCode: AlreadyExists)");
    await harness.remove("other");
    expect(await find()).not.toBeNull();
    await harness.remove();
    expect(await find()).toBeNull();
  });
});

it("takes no list for the value of a variable, nor nothing for that of a tag", async () => {
  const project = (more: object) =>
    JSON.stringify({ Resources: { Build: { Type: "AWS::CodeBuild::Project", Properties: more } } });
  await harness.create(project({ Environment: { EnvironmentVariables: [{ Name: "A", Value: ["b"] }] } }));
  expect(await harness.reasonOf("Build")).toContain("EnvironmentVariables.0.Value");
  await harness.remove();
  const template: { Resources: { Pipeline: { Properties: object } } } = JSON.parse(pipelineTemplate());
  Object.assign(template.Resources.Pipeline.Properties, { Tags: [{ Key: "team" }] });
  await harness.create(JSON.stringify(template));
  expect(await harness.reasonOf("Pipeline")).toBe("Tags must be a list of Key and Value.");
});

describe("exports", () => {
  const exporting = (value: string, name = "shop-name") =>
    pipelineTemplate({ name: "web", outputs: { Shared: { Value: value, Export: { Name: name } } } });
  const IMPORTING = JSON.stringify({
    Resources: { Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: { "Fn::ImportValue": "shop-name" } } } },
    Outputs: { Arn: { Value: { Ref: "Topic" } } },
  });

  it("are what other stacks import, and stay while they do", async () => {
    await harness.create(exporting("a"));
    const user = await harness.create(IMPORTING, {}, "user");
    expect(user.outputs).toEqual({ Arn: "arn:aws:sns:us-east-1:000000000001:a" });
    const { Exports } = await harness.client.send(new ListExportsCommand({}));
    expect(Exports).toMatchObject([{ Name: "shop-name", Value: "a" }]);
    expect((await harness.client.send(new ListImportsCommand({ ExportName: "shop-name" }))).Imports).toEqual(["user"]);
    expect(await harness.update(exporting("b"))).toMatchObject({
      StackStatus: "UPDATE_ROLLBACK_COMPLETE",
      outputs: { Shared: "a" },
    });
    await harness.remove();
    expect(await harness.describe()).toMatchObject({
      StackStatus: "DELETE_FAILED",
      StackStatusReason: "Export shop-name cannot be deleted as it is in use by user",
    });
    expect(await harness.declarationOf("web")).toBeDefined();
    for (const StackName of ["user", "shop"]) await harness.remove(StackName);
    await expect(harness.declarationOf("web")).rejects.toMatchObject(isGone);
  });

  it("have one owner", async () => {
    await harness.create(exporting("a"));
    const other = JSON.stringify({
      Resources: { Topic: { Type: "AWS::SNS::Topic" } },
      Outputs: { Shared: { Value: "c", Export: { Name: "shop-name" } } },
    });
    expect(await harness.create(other, {}, "other")).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
    await expect(harness.create(IMPORTING.replace("shop-name", "nothing"), {}, "third")).rejects.toThrow(
      "No export named nothing found.",
    );
  });
});
