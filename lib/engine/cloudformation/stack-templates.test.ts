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
});
