import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pipelineTemplate } from "../testing/pipeline-template";
import { StackHarness } from "../testing/stack-harness";

const EMPTY_ZIP = Buffer.concat([Buffer.from("PK\u0005\u0006"), Buffer.alloc(18)]);

let harness: StackHarness;
beforeEach(async () => {
  harness = await StackHarness.start();
  const bucket = path.join(harness.running.directory, "s3", "sources");
  await mkdir(bucket, { recursive: true });
  await writeFile(path.join(bucket, "app.zip"), EMPTY_ZIP);
});
afterEach(() => harness.dispose());

function action(category: string, provider: string, configuration: object) {
  return {
    Name: provider,
    ActionTypeId: { Category: category, Owner: "AWS", Provider: provider, Version: "1" },
    Configuration: configuration,
  };
}

/** A stack with a project and a pipeline that deploys what the project's commands put into `out`. */
function deploying(commands: readonly string[], deploy: ReturnType<typeof action>): string {
  const BuildSpec = JSON.stringify({
    version: "0.2",
    phases: { build: { commands: ["mkdir out", ...commands] } },
    artifacts: { "base-directory": "out", files: ["**/*"] },
  });
  const source = action("Source", "S3", { S3Bucket: "sources", S3ObjectKey: "app.zip", PollForSourceChanges: false });
  const build = action("Build", "CodeBuild", { ProjectName: { Ref: "Build" } });
  const stages = [
    { Name: "Source", Actions: [{ ...source, OutputArtifacts: [{ Name: "App" }] }] },
    { Name: "Build", Actions: [{ ...build, InputArtifacts: [{ Name: "App" }], OutputArtifacts: [{ Name: "Out" }] }] },
    { Name: "Deploy", Actions: [{ ...deploy, InputArtifacts: [{ Name: "Out" }] }] },
  ];
  return JSON.stringify({
    Resources: {
      Build: {
        Type: "AWS::CodeBuild::Project",
        Properties: {
          Source: { Type: "CODEPIPELINE", BuildSpec },
          Environment: { EnvironmentVariables: [{ Name: "STAGE", Value: { Ref: "AWS::StackName" } }] },
        },
      },
      Pipeline: {
        Type: "AWS::CodePipeline::Pipeline",
        Properties: {
          RoleArn: "arn:aws:iam::000000000001:role/pipeline",
          ArtifactStore: { Type: "S3", Location: "artifacts" },
          Stages: stages,
        },
      },
    },
  });
}

describe("a pipeline that a stack made", () => {
  it("runs the project of its stack, on this machine", async () => {
    const publish = action("Deploy", "S3", { BucketName: "site", Extract: true });
    await harness.create(deploying(['echo "made by $STAGE" > out/index.html'], publish));
    const published = () => harness.running.readObject("site", "index.html").catch(() => null);
    await expect.poll(published).toBe("made by shop\n");
  });

  it("deploys stacks of its own, which the API shows too", async () => {
    const template = Buffer.from(pipelineTemplate({ name: "inner-pipeline" })).toString("base64");
    const deploy = action("Deploy", "CloudFormation", {
      ActionMode: "CREATE_UPDATE",
      StackName: "inner",
      TemplatePath: "Out::template.json",
      Capabilities: "CAPABILITY_IAM",
      RoleArn: "arn:aws:iam::000000000001:role/deploy",
    });
    await harness.create(deploying([`echo ${template} | base64 -d > out/template.json`], deploy));
    const status = async () => (await harness.describe("inner").catch(() => null))?.StackStatus;
    await expect.poll(status).toBe("CREATE_COMPLETE");
    expect(await harness.declarationOf("inner-pipeline")).toBeDefined();
    const log = harness.running.lines.join("\n");
    expect(log).toContain("All other resources are only remembered.");
    expect(log).toContain("CREATE_COMPLETE AWS::CodePipeline::Pipeline Pipeline");
    expect(log).toContain("CREATE_COMPLETE AWS::IAM::Role Role: Simulated locally");
    await harness.remove("inner");
    await expect(harness.declarationOf("inner-pipeline")).rejects.toMatchObject({ name: "PipelineNotFoundException" });
  });
});
