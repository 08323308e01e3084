import { randomUUID } from "node:crypto";
import path from "node:path";
import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  PutApprovalResultCommand,
  type PipelineDeclaration as SdkDeclaration,
} from "@aws-sdk/client-codepipeline";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { PIPELINE_TEMPLATES } from "@/lib/pipeline/templates/templates";
import { localResourcesOf } from "../local-resources-of";
import { createRunAction } from "../run-action";
import { createMemoryStore } from "../store/memory-store";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";
import { ActionHarness } from "./testing/action-harness";

const NAME = "shop-api";

let harness: ActionHarness;
let started: TestEngine;
let client: CodePipelineClient;

beforeEach(async () => {
  harness = await ActionHarness.create();
  const store = createMemoryStore();
  const runAction = createRunAction({
    clock: systemClock,
    ids: { next: () => randomUUID() },
    artifacts: harness.artifacts,
    resources: localResourcesOf(store),
    workRoot: path.join(harness.directory, "work"),
    findRunner: harness.runnerOf,
    openLog: () => ({ line: () => undefined, flush: async () => undefined }),
  });
  started = await startTestEngine(store, runAction);
  client = new CodePipelineClient(started.clientConfig);
});
afterEach(async () => {
  await started.engine.stop();
  await harness.dispose();
});

it.each(PIPELINE_TEMPLATES)("$name runs to its end with its starter", async (template) => {
  const { repository, files, deploymentGroups = {}, functions = {} } = template.starter(NAME);
  const url = await harness.repository(NAME, { ...files });
  await started.store.putLocalResource({ type: "repository", name: repository, url });
  for (const [name, targets] of Object.entries(deploymentGroups)) {
    await started.store.putLocalResource({
      type: "deployment-group",
      name,
      targets: targets.map((target) => ({
        name: target,
        rootDirectory: path.join(harness.directory, "targets", target),
      })),
    });
  }
  for (const [name, handler] of Object.entries(functions)) {
    const runtime = "nodejs";
    await started.store.putLocalResource({ type: "lambda-function", name, runtime, handler, codeDirectory: url });
  }
  const basics = {
    name: NAME,
    roleArn: "arn:aws:iam::123456789012:role/penstock",
    artifactBucket: "penstock-artifacts",
  };
  // Our schema leaves closed sets open; member for member it is the SDK's structure.
  await client.send(new CreatePipelineCommand({ pipeline: template.build(basics) as SdkDeclaration }));

  await expect.poll(approveAndAsk).not.toBe("InProgress");
  expect(await actionOutcomes()).toEqual(
    template
      .build(basics)
      .stages.flatMap(({ actions }) => actions.map(({ name }) => `${name}: Succeeded`))
      .toSorted(),
  );
});

/** Approves whatever waits. @returns the status of the execution */
async function approveAndAsk(): Promise<string | undefined> {
  const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name: NAME }));
  for (const { stageName, actionStates = [] } of stageStates) {
    for (const { actionName, latestExecution } of actionStates) {
      if (latestExecution?.status !== "InProgress" || !latestExecution.token) continue;
      const result = { status: "Approved", summary: "Looks right" } as const;
      const { token } = latestExecution;
      await client.send(new PutApprovalResultCommand({ pipelineName: NAME, stageName, actionName, result, token }));
    }
  }
  const { pipelineExecutionSummaries } = await client.send(new ListPipelineExecutionsCommand({ pipelineName: NAME }));
  return pipelineExecutionSummaries?.[0]?.status;
}

/** Every action with how it ended, and why when it failed. */
async function actionOutcomes(): Promise<readonly string[]> {
  const { actionExecutionDetails = [] } = await client.send(new ListActionExecutionsCommand({ pipelineName: NAME }));
  return actionExecutionDetails
    .map(({ actionName, status, output }) => {
      const why = status === "Failed" ? ` (${output?.executionResult?.errorDetails?.message ?? ""})` : "";
      return `${actionName}: ${status}${why}`;
    })
    .toSorted();
}
