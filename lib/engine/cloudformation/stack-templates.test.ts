import { GetPipelineCommand } from "@aws-sdk/client-codepipeline";
import { GetTemplateSummaryCommand, UpdateStackCommand, ValidateTemplateCommand } from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pipelineTemplate } from "../testing/pipeline-template";
import { StackHarness } from "../testing/stack-harness";

let harness: StackHarness;
beforeEach(async () => {
  harness = await StackHarness.start();
});
afterEach(() => harness.dispose());

describe("a template", () => {
  it("is read from a bucket of this machine, whichever of S3's hosts its URL has", async () => {
    await harness.running.writeFiles("s3/templates", { "a/t.json": pipelineTemplate({ name: "web" }) });
    const hosts = ["s3.us-east-1.amazonaws.com/templates", "templates.s3.amazonaws.com", "s3.amazonaws.com/templates"];
    for (const host of hosts) {
      const TemplateURL = `https://${host}/a/t.json`;
      const { ResourceTypes } = await harness.client.send(new GetTemplateSummaryCommand({ TemplateURL }));
      expect(ResourceTypes).toContain("AWS::CodePipeline::Pipeline");
    }
  });

  it("may take apart what is known only once it is made", async () => {
    const topic = { "Fn::Select": ["5", { "Fn::Split": [":", { Ref: "Topic" }] }] };
    const text = JSON.stringify({
      Resources: { Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "news" } } },
      Outputs: { Name: { Value: topic } },
    });
    expect(await harness.create(text)).toMatchObject({ StackStatus: "CREATE_COMPLETE", outputs: { Name: "news" } });
  });

  it("is looked at without a stack", async () => {
    const TemplateBody = JSON.stringify({
      Description: "A shop",
      Parameters: { Token: { Type: "String", NoEcho: true, Default: "x" } },
      ...(JSON.parse(pipelineTemplate()) as object),
    });
    expect(await harness.client.send(new ValidateTemplateCommand({ TemplateBody }))).toMatchObject({
      Description: "A shop",
      Parameters: [{ ParameterKey: "Token", DefaultValue: "x", NoEcho: true }],
      Capabilities: ["CAPABILITY_IAM"],
    });
  });

  it("keeps its secret parameters to itself, and for the next update", async () => {
    const TemplateBody = JSON.stringify({
      Parameters: { Token: { Type: "String", NoEcho: true }, Size: { Type: "Number", Default: 2 } },
      Resources: { Topic: { Type: "AWS::SNS::Topic", Properties: { DisplayName: { Ref: "Token" } } } },
    });
    const stack = await harness.create(TemplateBody, {
      Parameters: [{ ParameterKey: "Token", ParameterValue: "s3cret" }],
    });
    expect(stack.Parameters).toMatchObject([{ ParameterValue: "****" }, { ParameterValue: "2" }]);
    const Parameters = [
      { ParameterKey: "Token", UsePreviousValue: true },
      { ParameterKey: "Size", ParameterValue: "3" },
    ];
    await expect(
      harness.client.send(new UpdateStackCommand({ StackName: "shop", UsePreviousTemplate: true, Parameters })),
    ).rejects.toThrow("No updates");
  });

  it("is given or the one before, not both", async () => {
    const TemplateBody = pipelineTemplate();
    await harness.create(TemplateBody);
    await expect(harness.update(TemplateBody, { UsePreviousTemplate: true })).rejects.toMatchObject({
      name: "ValidationError",
      message: "You cannot specify both usePreviousTemplate and Template Body/Template URL.",
    });
  });

  it("is checked for what it refers to", async () => {
    const TemplateBody = JSON.stringify({ Resources: { A: { Type: "AWS::SNS::Topic", DependsOn: "B" } } });
    await expect(harness.client.send(new ValidateTemplateCommand({ TemplateBody }))).rejects.toThrow(
      "Unresolved resource dependencies [B]",
    );
  });

  it("takes parameters from those that stacks have made", async () => {
    const made = { Type: "AWS::SSM::Parameter", Properties: { Name: "/shop/size", Type: "String", Value: "7" } };
    await harness.create(JSON.stringify({ Resources: { Size: made } }));
    const reading = {
      Parameters: { Size: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/shop/size" } },
      Resources: { Topic: { Type: "AWS::SNS::Topic" } },
      Outputs: { Size: { Value: { Ref: "Size" } } },
    };
    const user = await harness.create(JSON.stringify(reading), {}, "user");
    expect(user).toMatchObject({
      outputs: { Size: "7" },
      Parameters: [{ ParameterValue: "/shop/size", ResolvedValue: "7" }],
    });
  });

  it("takes the public parameters that every account has, and says that they are simulated", async () => {
    const image = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    const reading = {
      Parameters: { Image: { Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: image } },
      Resources: { Host: { Type: "AWS::EC2::Instance", Properties: { ImageId: { Ref: "Image" } } } },
    };
    expect(await harness.create(JSON.stringify(reading))).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      Parameters: [{ ParameterValue: image, ResolvedValue: `simulated:${image}` }],
    });
  });
});

describe("a pipeline of a template", () => {
  it("may have a role with a path, a description, and what SAM makes beside its functions", async () => {
    const template = JSON.parse(pipelineTemplate({ name: "web" })) as { readonly Resources: Record<string, object> };
    const { Pipeline, Role, ...others } = template.Resources;
    const text = JSON.stringify({
      Transform: "AWS::Serverless-2016-10-31",
      Resources: {
        ...others,
        Pipeline: { ...Pipeline, Description: "Releases the shop" },
        Role: { ...Role, Properties: { RoleName: "release", Path: "/service-role/", AssumeRolePolicyDocument: {} } },
        Flow: { Type: "AWS::Serverless::StateMachine", Properties: { Name: "flow", DefinitionUri: "flow.json" } },
        Handler: { Type: "AWS::Serverless::Function", Properties: { FunctionName: "handle", CodeUri: "src" } },
      },
      Outputs: {
        Flow: { Value: { Ref: "Flow" } },
        Handler: { Value: { "Fn::GetAtt": ["Handler", "Arn"] } },
        HandlerRole: { Value: { "Fn::GetAtt": ["HandlerRole", "Arn"] } },
      },
    });
    const Capabilities = ["CAPABILITY_NAMED_IAM" as const, "CAPABILITY_AUTO_EXPAND" as const];
    expect(await harness.create(text, { Capabilities })).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      outputs: {
        Flow: "arn:aws:states:us-east-1:000000000001:stateMachine:flow",
        Handler: "arn:aws:lambda:us-east-1:000000000001:function:handle",
        HandlerRole: "arn:aws:iam::000000000001:role/shop-HandlerRole",
      },
    });
    const { pipeline } = await harness.pipelines.send(new GetPipelineCommand({ name: "web" }));
    expect(pipeline?.roleArn).toBe("arn:aws:iam::000000000001:role/service-role/release");
  });

  it("may use a custom action type that the template has after it, and write configurations as JSON", async () => {
    const { Resources } = JSON.parse(pipelineTemplate({ name: "web" })) as {
      readonly Resources: { readonly Pipeline: { readonly Properties: { readonly Stages: readonly object[] } } };
    };
    const custom = { Category: "Test", Owner: "Custom", Provider: "Checker", Version: "1" };
    const check = { Name: "Check", ActionTypeId: custom, Configuration: '{"Suite": "all", "Retries": 2}' };
    const Stages = [...Resources.Pipeline.Properties.Stages, { Name: "Check", Actions: [check] }];
    const Pipeline = { ...Resources.Pipeline, Properties: { ...Resources.Pipeline.Properties, Stages } };
    const property = { Key: false, Queryable: false, Required: true, Secret: false };
    const none = { MinimumCount: 0, MaximumCount: 0 };
    const Checker = {
      Type: "AWS::CodePipeline::CustomActionType",
      Properties: {
        Category: "Test",
        Provider: "Checker",
        Version: "1",
        ConfigurationProperties: ["Suite", "Retries"].map((Name) => ({ ...property, Name })),
        InputArtifactDetails: none,
        OutputArtifactDetails: none,
      },
    };
    const stack = await harness.create(JSON.stringify({ Resources: { ...Resources, Pipeline, Checker } }));
    expect(stack).toMatchObject({ StackStatus: "CREATE_COMPLETE" });
    const { pipeline } = await harness.pipelines.send(new GetPipelineCommand({ name: "web" }));
    expect(pipeline?.stages?.[2]?.actions?.[0]?.configuration).toEqual({ Suite: "all", Retries: "2" });
    await harness.remove();
    expect(await harness.describe("shop").catch((error: unknown) => error)).toBeInstanceOf(Error);
  });
});
