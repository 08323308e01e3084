import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  StopPipelineExecutionCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ActionDeclaration } from "@/lib/pipeline/declaration";
import { missingJenkinsTypes } from "../../action-types/jenkins-action-types";
import { declarePipeline, declareStage } from "../../testing/declare-pipeline";
import { startRunningEngine, type RunningEngine } from "../testing/running-engine";
import { startFakeJenkins, type FakeJenkins } from "./testing/fake-jenkins";

let jenkins: FakeJenkins;
let test: RunningEngine;
let codePipeline: CodePipelineClient;

beforeEach(async () => {
  jenkins = await startFakeJenkins({ user: "ada", token: "token-0f3a" });
  test = await startRunningEngine();
  codePipeline = new CodePipelineClient(test.clientConfig);
  await test.writeFiles("", {
    "secrets.json": JSON.stringify({ "secrets-manager": { "jenkins/token": "token-0f3a" } }),
  });
  await test.store.putLocalResource({
    type: "jenkins-server",
    name: "Jenkins",
    url: jenkins.url,
    userName: "ada",
    apiTokenSecret: "jenkins/token",
  });
  for (const type of missingJenkinsTypes("Jenkins", jenkins.url, [])) {
    const branch = { name: "BRANCH", required: false, key: false, secret: false };
    await test.store.putActionType({
      ...type,
      properties: [...type.properties, branch],
    });
  }
});
afterEach(async () => {
  codePipeline.destroy();
  await test.dispose();
  await jenkins.close();
});

async function start(overrides: Partial<ActionDeclaration> = {}): Promise<void> {
  await test.writeFiles("s3/sources", { "app.txt": "hello" });
  const source: ActionDeclaration = {
    name: "Get",
    actionTypeId: { category: "Source", owner: "AWS", provider: "S3", version: "1" },
    configuration: { S3Bucket: "sources", S3ObjectKey: "app.txt" },
    outputArtifacts: [{ name: "App" }],
  };
  const action: ActionDeclaration = {
    name: "Compile",
    actionTypeId: { category: "Build", owner: "Custom", provider: "Jenkins", version: "1" },
    configuration: { ProjectName: "shop/main line", BRANCH: "release" },
    inputArtifacts: [{ name: "App" }],
    ...overrides,
  };
  const stages = [declareStage("Source", [source]), declareStage("Build", [action])];
  const pipeline = declarePipeline([], { stages }) as PipelineDeclaration; // the same shape, other enum types
  await codePipeline.send(new CreatePipelineCommand({ pipeline }));
}

async function execution() {
  const { stageStates } = await codePipeline.send(new GetPipelineStateCommand({ name: "shop" }));
  return stageStates?.[1]?.actionStates?.[0]?.latestExecution;
}

async function ended() {
  await expect.poll(async () => (await execution())?.status).toMatch(/Succeeded|Failed/);
  return execution();
}

it("builds the project with its parameters, and brings console, link and archive back", async () => {
  jenkins.plan({
    console: ["Started by ada\n", "token-0f3a leaked\nFini", "shed\n"],
    result: "SUCCESS",
    archive: Buffer.from("PK"),
  });
  await start({ outputArtifacts: [{ name: "Out" }] });
  expect(await ended()).toMatchObject({
    status: "Succeeded",
    summary: "Build #1: SUCCESS",
    externalExecutionId: "1",
    externalExecutionUrl: `${jenkins.url}job/shop/job/main%20line/1/`,
  });
  expect(jenkins.builds).toEqual([{ BRANCH: "release" }]);
  expect(jenkins.files).toEqual([{ App: "hello" }]);
  const lines = test.lines.map((line) => line.replace("/aws/codepipeline/shop: ", ""));
  expect(lines).toEqual(expect.arrayContaining(["Started by ada", "*** leaked", "Finished"]));
  const [attempt] = await test.store.listActionExecutions("shop", { limit: 1 });
  const { bucket = "", key = "" } = attempt?.outputArtifacts[0]?.location ?? {};
  expect(await readFile(path.join(test.directory, "artifacts", bucket, key), "utf8")).toBe("PK");
});

it("ends the build in Jenkins when the action is abandoned", async () => {
  jenkins.plan({ console: ["one\n", "two\n"], result: "ABORTED" });
  jenkins.hold(true);
  await start();
  await expect.poll(async () => (await execution())?.externalExecutionId).toBe("1");
  const { pipelineExecutionSummaries: [running] = [] } = await codePipeline.send(
    new ListPipelineExecutionsCommand({ pipelineName: "shop" }),
  );
  const pipelineExecutionId = running?.pipelineExecutionId;
  await codePipeline.send(
    new StopPipelineExecutionCommand({ pipelineName: "shop", pipelineExecutionId, abandon: true }),
  );
  await expect.poll(() => jenkins.ended).toEqual(["build 1"]);
});

it("fails with the result of the build", async () => {
  jenkins.plan({ console: ["1 test failed\n"], result: "UNSTABLE" });
  await start();
  expect(await ended()).toMatchObject({
    status: "Failed",
    errorDetails: { code: "JobFailed", message: "Jenkins build #1 of shop/main line ended with UNSTABLE." },
  });
});

it("follows the same build when the engine is started anew, and waits while Jenkins is away", async () => {
  jenkins.plan({ console: ["one\n", "two\n"], result: "SUCCESS" });
  jenkins.hold(true);
  await start();
  await expect.poll(async () => (await execution())?.externalExecutionId).toBe("1");
  await test.stop();
  jenkins.setAway(true);
  test = await startRunningEngine(test);
  codePipeline = new CodePipelineClient(test.clientConfig);
  expect((await execution())?.status).toBe("InProgress");
  jenkins.setAway(false);
  jenkins.hold(false);
  expect((await ended())?.status).toBe("Succeeded");
  expect(jenkins.builds).toHaveLength(1);
  expect(jenkins.ended).toEqual([]);
});

it("says what to do when Jenkins refuses, or has no such project", async () => {
  await start({ configuration: { ProjectName: "none" } });
  expect((await ended())?.errorDetails).toMatchObject({
    code: "ConfigurationError",
    message: expect.stringContaining("has no job none"),
  });
});

it("says whose access Jenkins refuses", async () => {
  await test.writeFiles("", { "secrets.json": JSON.stringify({ "secrets-manager": { "jenkins/token": "other" } }) });
  await start();
  expect((await ended())?.errorDetails).toMatchObject({ code: "PermissionError" });
});
