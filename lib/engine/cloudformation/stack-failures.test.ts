import {
  CreateStackCommand,
  DescribeStacksCommand,
  type CreateStackCommandInput,
} from "@aws-sdk/client-cloudformation";
import { CreatePipelineCommand } from "@aws-sdk/client-codepipeline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTION_TYPE_RESOURCE, pipelineTemplate, WEBHOOK_RESOURCE } from "../testing/pipeline-template";
import { StackHarness } from "../testing/stack-harness";
import type { StackRecord } from "./stack-record";

interface PipelineTemplate {
  readonly Resources: { readonly Pipeline: { readonly Properties: object } };
}

let harness: StackHarness;
beforeEach(async () => {
  harness = await StackHarness.start();
});
afterEach(() => harness.dispose());

const isGone = { name: "PipelineNotFoundException" };
describe("a resource that fails", () => {
  const bad = (name: string) => pipelineTemplate({ name, approvals: ["Approve", "Approve"] });

  it("takes the whole stack back, with what CodePipeline said as its reason", async () => {
    const stack = await harness.create(bad("web"), {});
    expect(stack).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE", outputs: {} });
    expect(await harness.reasonOf("Pipeline")).toMatch(
      /^Resource handler returned message: ".*Approve.* \(Service: CodePipeline, Status Code: 400, Request ID: [0-9a-f-]{36}\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: InvalidRequest\)$/,
    );
    const events = await harness.events();
    expect(events.slice(events.indexOf("Pipeline CREATE_FAILED"))).toEqual([
      "Pipeline CREATE_FAILED",
      "shop ROLLBACK_IN_PROGRESS",
      "Bucket DELETE_SKIPPED",
      "Role DELETE_IN_PROGRESS",
      "Role DELETE_COMPLETE",
      "shop ROLLBACK_COMPLETE",
    ]);
    await expect(harness.update(pipelineTemplate())).rejects.toThrow(
      "is in ROLLBACK_COMPLETE state and can not be updated.",
    );
    await harness.remove();
    expect(await harness.create(pipelineTemplate())).toMatchObject({ StackStatus: "CREATE_COMPLETE" });
  });

  it("takes an update back to what was before", async () => {
    await harness.create(pipelineTemplate({ name: "web", resources: { Hook: WEBHOOK_RESOURCE } }));
    const { resources, outputs } = await harness
      .update(
        pipelineTemplate({
          name: "web",
          comment: "changed",
          resources: {
            Custom: ACTION_TYPE_RESOURCE,
            Late: { ...WEBHOOK_RESOURCE, Properties: { ...WEBHOOK_RESOURCE.Properties, TargetAction: "Nowhere" } },
          },
        }),
      )
      .then(async (stack) => ({ ...stack, resources: await harness.events() }));
    expect(outputs).toEqual({ Name: "web", Version: "1" });
    expect(resources).toContain("Late CREATE_FAILED");
    expect(resources.at(-1)).toBe("shop UPDATE_ROLLBACK_COMPLETE");
    expect((await harness.declarationOf("web"))?.stages?.[1]?.actions?.[0]?.configuration).toEqual({
      CustomData: "look",
    });
    expect(await harness.webhooks()).toHaveLength(1);
    expect(await harness.customProviders()).toEqual([]);
    expect(await harness.update(pipelineTemplate({ name: "web", comment: "again" }))).toMatchObject({
      StackStatus: "UPDATE_COMPLETE",
    });
  });

  it("is taken back when it was half changed", async () => {
    const withMembers = (members: object) => {
      const template: PipelineTemplate = JSON.parse(pipelineTemplate({ name: "web", comment: "changed" }));
      Object.assign(template.Resources.Pipeline.Properties, members);
      return JSON.stringify(template);
    };
    await harness.create(pipelineTemplate({ name: "web" }));
    const nowhere = [{ StageName: "Nowhere", Reason: "Not yet" }];
    const tooMany = Array.from({ length: 60 }, (_, index) => ({ Key: `k${index}`, Value: "v" }));
    for (const members of [{ DisableInboundStageTransitions: nowhere }, { Tags: "team" }, { Tags: tooMany }]) {
      const stack = await harness.update(withMembers(members));
      expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
      const declaration = await harness.declarationOf("web");
      expect(declaration?.stages?.[1]?.actions?.[0]?.configuration).toEqual({ CustomData: "look" });
    }
  });

  it("is left as it is where nothing is to be taken back", async () => {
    expect(await harness.create(bad("web"), { OnFailure: "DO_NOTHING" })).toMatchObject({
      StackStatus: "CREATE_FAILED",
      StackStatusReason: "The following resource(s) failed to create: [Pipeline].",
    });
    await harness.client.send(
      new CreateStackCommand({
        StackName: "gone",
        TemplateBody: bad("other"),
        Capabilities: ["CAPABILITY_IAM"],
        OnFailure: "DELETE",
      }),
    );
    await expect(harness.describe("gone")).rejects.toThrow("does not exist");
  });

  it("never takes what somebody else has", async () => {
    await harness.create(pipelineTemplate({ name: "theirs" }), {}, "theirs");
    const declaration = await harness.declarationOf("theirs");
    await harness.pipelines.send(
      new CreatePipelineCommand({ pipeline: declaration && { ...declaration, name: "web" } }),
    );
    expect(await harness.create(pipelineTemplate({ name: "web" }))).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
    expect(await harness.reasonOf("Pipeline")).toContain("already exists. (HandlerErrorCode: AlreadyExists)");
    expect(await harness.declarationOf("web")).toBeDefined();
  });

  it("is one with a property that its type does not have", async () => {
    const custom = { ...ACTION_TYPE_RESOURCE, Properties: { ...ACTION_TYPE_RESOURCE.Properties, Colour: "red" } };
    await harness.create(pipelineTemplate({ resources: { Custom: custom } }));
    expect(await harness.reasonOf("Custom")).toBe(
      "Properties validation failed for resource Custom with message: #: extraneous key [Colour] is not permitted",
    );
  });
});

describe("what is refused before anything is made", () => {
  const topic = (more: object) => JSON.stringify({ Resources: { Topic: { Type: "AWS::SNS::Topic" } }, ...more });
  it.each<[string, Partial<CreateStackCommandInput>, string, string]>([
    [
      "a role without its capability",
      { TemplateBody: pipelineTemplate(), Capabilities: [] },
      "InsufficientCapabilitiesException",
      "Requires capabilities : [CAPABILITY_IAM]",
    ],
    [
      "no template",
      { TemplateBody: undefined },
      "ValidationError",
      "Either Template URL or Template Body must be specified.",
    ],
    ["a template that is none", { TemplateBody: "a: [" }, "ValidationError", "YAML not well-formed"],
    [
      "too large a body",
      { TemplateBody: `${topic({})}${" ".repeat(51_200)}` },
      "ValidationError",
      "less than or equal to 51200",
    ],
    [
      "a name that is none",
      { StackName: "my stack" },
      "ValidationError",
      "Value at 'StackName' failed to satisfy constraint",
    ],
    [
      "an unknown reference",
      { TemplateBody: topic({ Outputs: { A: { Value: { Ref: "B" } } } }) },
      "ValidationError",
      "Unresolved resource dependencies [B]",
    ],
    [
      "a missing parameter",
      { TemplateBody: topic({ Parameters: { A: { Type: "String" } } }) },
      "ValidationError",
      "Parameters: [A] must have values",
    ],
    [
      "a parameter too many",
      { Parameters: [{ ParameterKey: "A", ParameterValue: "x" }] },
      "ValidationError",
      "do not exist in the template",
    ],
    [
      "a parameter that its template does not allow",
      {
        TemplateBody: topic({ Parameters: { A: { Type: "String", MinLength: "3" } } }),
        Parameters: [{ ParameterKey: "A", ParameterValue: "x" }],
      },
      "ValidationError",
      "Parameter 'A' must contain at least 3 characters",
    ],
    [
      "a name that no resource can have",
      { TemplateBody: JSON.stringify({ Resources: { "a-b": { Type: "AWS::SNS::Topic" } } }) },
      "ValidationError",
      "Resource name a-b is non alphanumeric.",
    ],
    [
      "a type that is none",
      { TemplateBody: JSON.stringify({ Resources: { A: { Type: "constructor" } } }) },
      "ValidationError",
      "Unrecognized resource types: [constructor]",
    ],
    [
      "a dependency on nothing",
      { TemplateBody: JSON.stringify({ Resources: { A: { Type: "AWS::SNS::Topic", DependsOn: ["B"] } } }) },
      "ValidationError",
      "Unresolved resource dependencies [B]",
    ],
    ["a section that is none", { TemplateBody: topic({ Ressources: {} }) }, "ValidationError", "[Ressources]"],
    [
      "an attribute that no resource has",
      { TemplateBody: JSON.stringify({ Resources: { A: { Type: "AWS::SNS::Topic", DependOn: "B" } } }) },
      "ValidationError",
      "Invalid template resource property 'DependOn'",
    ],
    [
      "a version that was never one",
      { TemplateBody: topic({ AWSTemplateFormatVersion: "2010-09-10" }) },
      "ValidationError",
      "unsupported value for AWSTemplateFormatVersion.",
    ],
    [
      "nothing as a value",
      { TemplateBody: "Resources: { A: { Type: AWS::SNS::Topic, Properties: { TopicName: } } }" },
      "ValidationError",
      "[/Resources/A/Properties/TopicName] 'null' values are not allowed in templates",
    ],
    [
      "a list as an output",
      { TemplateBody: topic({ Outputs: { A: { Value: { "Fn::GetAZs": "" } } } }) },
      "ValidationError",
      "must evaluate to a String",
    ],
    [
      "a condition on a resource",
      { TemplateBody: topic({ Conditions: { A: { "Fn::Equals": [{ Ref: "Topic" }, "a"] } } }) },
      "ValidationError",
      "Unresolved dependencies [Topic]. Cannot reference resources in the Conditions block",
    ],
    [
      "a policy",
      { StackPolicyBody: "{}" },
      "ValidationError",
      "StackPolicyBody: the local engine has no stack policies",
    ],
    [
      "two ways to fail",
      { DisableRollback: true, OnFailure: "DELETE" },
      "ValidationError",
      "either DisableRollback or OnFailure, but not both",
    ],
    [
      "two values of a parameter",
      { Parameters: [{ ParameterKey: "A", ParameterValue: "x", UsePreviousValue: true }] },
      "ValidationError",
      "Cannot specify usePreviousValue as true and non empty value",
    ],
    [
      "a parameter of SSM that is not there",
      {
        TemplateBody: topic({ Parameters: { A: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/nothing" } } }),
      },
      "ValidationError",
      "Unable to fetch parameters [/nothing]",
    ],
    [
      "a rule that does not hold",
      {
        TemplateBody: topic({
          Rules: {
            R: { Assertions: [{ Assert: { "Fn::Contains": [["6"], "5"] }, AssertDescription: "Bootstrap again" }] },
          },
        }),
      },
      "ValidationError",
      "Bootstrap again",
    ],
    [
      "a URL that is none of S3's",
      { TemplateBody: undefined, TemplateURL: "https://example.com/t.yml" },
      "ValidationError",
      "TemplateURL must be a supported URL.",
    ],
    [
      "an object that is not there",
      { TemplateBody: undefined, TemplateURL: "https://s3.amazonaws.com/b/t.yml" },
      "ValidationError",
      "The specified key does not exist",
    ],
  ])("%s", async (_what, input, name, message) => {
    const sent = harness.client.send(new CreateStackCommand({ StackName: "shop", TemplateBody: topic({}), ...input }));
    await expect(sent).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
    expect((await harness.client.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  });

  it("a stack that is there already", async () => {
    await harness.create(pipelineTemplate());
    await expect(harness.create(pipelineTemplate())).rejects.toMatchObject({ name: "AlreadyExistsException" });
  });
});

it("that an engine left half done, with names that nothing can have, is deleted", async () => {
  await harness.create(pipelineTemplate({ resources: { Hook: WEBHOOK_RESOURCE, Custom: ACTION_TYPE_RESOURCE } }));
  const [stack] = await harness.running.store.listStacks();
  if (!stack) throw new Error("There is no stack");
  const names: Readonly<Record<string, string>> = { Pipeline: "not a name", Hook: "nor this", Custom: "None|such|1" };
  const half = Object.entries(stack.resources).map(([logicalId, resource]) => {
    const physicalId = names[logicalId] ?? resource.physicalId;
    return [logicalId, { ...resource, physicalId, status: "CREATE_IN_PROGRESS" as const }] as const;
  });
  const resources = Object.fromEntries(half);
  await harness.running.store.putStack({ ...stack, status: "CREATE_IN_PROGRESS", resources });
  await harness.restart();
  await harness.remove();
  await expect(harness.describe()).rejects.toThrow("does not exist");
});

it("that an engine left half done can be updated again, or deleted", async () => {
  await harness.create(pipelineTemplate({ name: "web" }));
  await harness.create(pipelineTemplate({ name: "new" }), {}, "new");
  const halfDone = async (name: string, status: StackRecord["status"]) => {
    const stack = (await harness.running.store.listStacks()).find(({ stackName }) => stackName === name);
    if (stack) await harness.running.store.putStack({ ...stack, status });
  };
  await halfDone("shop", "UPDATE_IN_PROGRESS");
  await halfDone("new", "CREATE_IN_PROGRESS");
  await harness.restart();
  expect(await harness.describe("new")).toMatchObject({
    StackStatus: "CREATE_FAILED",
    StackStatusReason: "The engine ended while it worked on this stack.",
  });
  await harness.remove("new");
  await expect(harness.declarationOf("new")).rejects.toMatchObject(isGone);
  expect(await harness.describe()).toMatchObject({ StackStatus: "UPDATE_FAILED" });
  // Whether the pipeline is as the template has it is not known, so it is put again.
  expect(await harness.update(pipelineTemplate({ name: "web" }))).toMatchObject({
    StackStatus: "UPDATE_COMPLETE",
    outputs: { Version: "2" },
  });
});
