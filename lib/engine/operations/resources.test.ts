import {
  CodePipelineClient,
  CreatePipelineCommand,
  ListActionTypesCommand,
  ListDeployActionExecutionTargetsCommand,
  ListRuleTypesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, describe, expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";

const AT = Date.UTC(2026, 10, 23, 6);
const resourceArn = "arn:aws:codepipeline:us-east-1:123456789012:shop";
let test: TestEngine;
let client: CodePipelineClient;
beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
  const pipeline = declarePipeline([declareStage("Build", [buildAction("Compile")])]) as PipelineDeclaration; // enums
  await client.send(new CreatePipelineCommand({ pipeline, tags: [{ key: "team", value: "shop" }] }));
});

describe("tags", () => {
  it("are added, replaced and removed by key", async () => {
    const tags = [
      { key: "team", value: "checkout" },
      { key: "cost", value: "42" },
    ];
    await client.send(new TagResourceCommand({ resourceArn, tags }));
    expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual(tags);
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["cost", "none"] }));
    expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([tags[0]]);
  });

  it("are all kept when many calls add some at once", async () => {
    const keys = Array.from({ length: 10 }, (_, index) => `k${index}`);
    const calls = keys.map((key) => new TagResourceCommand({ resourceArn, tags: [{ key, value: "" }] }));
    await Promise.all(calls.map((call) => client.send(call)));
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags?.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  });

  it.each([
    ["arn:aws:codepipeline:us-east-1:123456789012:none", "ResourceNotFoundException"],
    ["arn:aws:codepipeline:eu-west-1:123456789012:shop", "InvalidArnException"],
    ["arn:aws-cn:codepipeline:us-east-1:123456789012:shop", "InvalidArnException"],
  ])("refuse %s with %s", async (arn, name) => {
    await expect(client.send(new ListTagsForResourceCommand({ resourceArn: arn }))).rejects.toMatchObject({ name });
    const tag = new TagResourceCommand({ resourceArn: arn, tags: [{ key: "a", value: "b" }] });
    await expect(client.send(tag)).rejects.toMatchObject({ name });
    const untag = new UntagResourceCommand({ resourceArn: arn, tagKeys: ["a"] });
    await expect(client.send(untag)).rejects.toMatchObject({ name });
  });

  it("are removed by any number of keys, whether one is named twice or not", async () => {
    const others = Array.from({ length: 60 }, (_, index) => `k${index}`);
    const untag = new UntagResourceCommand({ resourceArn, tagKeys: ["team", "team", ...others] });
    await client.send(untag);
    expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([]);
  });

  it.each([
    { key: " ", value: "" },
    { key: "cost ", value: "" },
    { key: "cost", value: "42 " },
    { key: "cost*", value: "" },
    { key: "cost", value: "4\t2" },
  ])("refuse %j", async (tag) => {
    const tagging = client.send(new TagResourceCommand({ resourceArn, tags: [tag] }));
    await expect(tagging).rejects.toMatchObject({ name: "InvalidTagsException" });
  });

  it("refuse keys of AWS's own and more than 50 in all", async () => {
    const own = new TagResourceCommand({ resourceArn, tags: [{ key: "aws:x", value: "1" }] });
    await expect(client.send(own)).rejects.toMatchObject({ name: "InvalidTagsException" });
    const fifty = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: "v" }));
    await expect(client.send(new TagResourceCommand({ resourceArn, tags: fifty }))).rejects.toMatchObject({
      name: "TooManyTagsException",
    });
  });
});

describe("ListActionTypes", () => {
  it("lists every type within what the shapes of the list can hold", async () => {
    const { actionTypes = [] } = await client.send(new ListActionTypesCommand({}));
    const deviceFarm = actionTypes.find(({ id }) => id?.provider === "DeviceFarm");
    expect(deviceFarm?.actionConfigurationProperties?.slice(0, 6).every(({ required }) => required)).toBe(true);
    expect(deviceFarm?.actionConfigurationProperties).toHaveLength(10);
    const commands = actionTypes.find(({ id }) => id?.provider === "Commands");
    expect(commands?.inputArtifactDetails).toEqual({ minimumCount: 1, maximumCount: 5 });
  });

  it("lists what a declaration can use, by owner", async () => {
    const { actionTypes } = await client.send(new ListActionTypesCommand({ actionOwnerFilter: "ThirdParty" }));
    expect(actionTypes?.every(({ id }) => id?.owner === "ThirdParty")).toBe(true);
    const gitHub = actionTypes?.find(({ id }) => id?.provider === "GitHub");
    expect(gitHub).toMatchObject({
      inputArtifactDetails: { minimumCount: 0, maximumCount: 0 },
      outputArtifactDetails: { minimumCount: 1, maximumCount: 1 },
    });
    expect(gitHub?.actionConfigurationProperties?.find(({ name }) => name === "OAuthToken")).toMatchObject({
      required: true,
      secret: true,
    });
  });

  it("refuses a token it did not issue", async () => {
    await expect(client.send(new ListActionTypesCommand({ nextToken: "x" }))).rejects.toMatchObject({
      name: "InvalidNextTokenException",
    });
  });
});

describe("ListRuleTypes", () => {
  it("lists the rules a condition can use", async () => {
    const { ruleTypes } = await client.send(new ListRuleTypesCommand({}));
    const window = ruleTypes?.find(({ id }) => id?.provider === "DeploymentWindow");
    expect(window?.ruleConfigurationProperties?.find(({ name }) => name === "Cron")?.required).toBe(true);
  });
});

describe("ListDeployActionExecutionTargets", () => {
  it("tells what a deployment did on each target, by status and page by page", async () => {
    test.runner.succeed("Checkout");
    await test.settled();
    const job = test.runner.jobs.at(-1);
    const targets = (["one", "two"] as const).map((name) => ({
      name,
      type: "InstanceTarget",
      status: name === "one" ? ("Failed" as const) : ("InProgress" as const),
      startedAt: AT,
      ...(name === "one" && { endedAt: AT + 2_000 }),
      events: [
        {
          name: "BeforeInstall",
          status: "Failed" as const,
          startedAt: AT,
          endedAt: AT + 1_000,
          message: "ScriptFailed: a",
        },
      ],
    }));
    test.runner.report("Compile", { targets });
    test.clock.advance(1_000);
    await test.settled();
    const input = { actionExecutionId: job?.actionExecutionId ?? "" };
    const first = await client.send(new ListDeployActionExecutionTargetsCommand({ ...input, maxResults: 1 }));
    expect(first.targets).toEqual([
      {
        targetId: "one",
        targetType: "InstanceTarget",
        status: "Failed",
        startTime: new Date(AT),
        endTime: new Date(AT + 2_000),
        events: [
          {
            name: "BeforeInstall",
            status: "Failed",
            startTime: new Date(AT),
            endTime: new Date(AT + 1_000),
            context: { message: "ScriptFailed: a" },
          },
        ],
      },
    ]);
    const { nextToken } = first;
    const second = await client.send(
      new ListDeployActionExecutionTargetsCommand({ ...input, maxResults: 1, nextToken }),
    );
    expect(second.targets?.map(({ targetId }) => targetId)).toEqual(["two"]);
    const withStatus = async (...values: string[]) => {
      const filters = [{ name: "TARGET_STATUS" as const, values }];
      const { targets: found } = await client.send(new ListDeployActionExecutionTargetsCommand({ ...input, filters }));
      return found?.map(({ targetId }) => targetId);
    };
    expect(await withStatus("InProgress")).toEqual(["two"]);
    expect(await withStatus("IN_PROGRESS", "FAILED")).toEqual(["one", "two"]);
    expect(await withStatus("Skipped")).toEqual([]);
  });

  it("refuses an unknown action execution and an unknown pipeline", async () => {
    const unknown = new ListDeployActionExecutionTargetsCommand({ actionExecutionId: "none" });
    await expect(client.send(unknown)).rejects.toMatchObject({ name: "ActionExecutionNotFoundException" });
    const elsewhere = new ListDeployActionExecutionTargetsCommand({ actionExecutionId: "x", pipelineName: "none" });
    await expect(client.send(elsewhere)).rejects.toMatchObject({ name: "PipelineNotFoundException" });
  });
});
