import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineCommand,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";
import { createSourceWatchPort } from "./engine-source-watch-port";

const DAY_MS = 24 * 60 * 60_000;
const CONFIGURATION = { RepositoryName: "shop", BranchName: "main" };

let test: TestEngine;
let client: CodePipelineClient;
beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
});

function pipeline(configuration: Record<string, string>): PipelineDeclaration {
  const stages = [
    declareStage("Source", [sourceAction("Checkout", { configuration })]),
    declareStage("Build", [buildAction("Compile")]),
  ];
  return declarePipeline([], { stages }) as PipelineDeclaration; // enums differ in type only
}

async function disabledAt() {
  return (await client.send(new GetPipelineCommand({ name: "shop" }))).metadata?.pollingDisabledAt;
}

async function watched() {
  return (await createSourceWatchPort(test.engine).listSources()).map(({ actionName }) => actionName);
}

it("switches polling off after 30 days without an execution, and on again with the next", async () => {
  const createdAt = test.clock.now();
  await client.send(new CreatePipelineCommand({ pipeline: pipeline(CONFIGURATION) }));
  test.runner.succeed("Checkout");
  await test.settled();
  test.runner.succeed("Compile");
  await test.settled();
  test.clock.advance(30 * DAY_MS - 1);
  expect([await disabledAt(), await watched()]).toEqual([undefined, ["Checkout"]]);
  test.clock.advance(DAY_MS);
  expect([await disabledAt(), await watched()]).toEqual([new Date(createdAt + 30 * DAY_MS), []]);
  await client.send(new StartPipelineExecutionCommand({ name: "shop" }));
  expect([await disabledAt(), await watched()]).toEqual([undefined, ["Checkout"]]);
});

it("counts from an update too, and never for a source that is not polled", async () => {
  await client.send(new CreatePipelineCommand({ pipeline: pipeline(CONFIGURATION) }));
  test.clock.advance(31 * DAY_MS);
  await test.settled();
  expect(await disabledAt()).toBeDefined();
  await client.send(new UpdatePipelineCommand({ pipeline: pipeline(CONFIGURATION) }));
  expect([await disabledAt(), await watched()]).toEqual([undefined, ["Checkout"]]);
  const unpolled = pipeline({ ...CONFIGURATION, PollForSourceChanges: "false" });
  await client.send(new UpdatePipelineCommand({ pipeline: unpolled }));
  test.clock.advance(31 * DAY_MS);
  await test.settled();
  expect([await disabledAt(), await watched()]).toEqual([undefined, ["Checkout"]]);
});
