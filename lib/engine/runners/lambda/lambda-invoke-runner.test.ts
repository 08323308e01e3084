import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeClock } from "@/lib/clock";
import type { ActionDeclaration, StageDeclaration } from "@/lib/pipeline/declaration";
import type { LambdaFunction } from "../../local-resources";
import { approvalAction, declarePipeline, declareStage } from "../../testing/declare-pipeline";
import { createSessions } from "../../session-credentials";
import { withFailuresAsOutcomes } from "../action-failure";
import { ActionHarness } from "../testing/action-harness";
import { createFunctionVersions } from "./function-versions";
import { createInvokeFunction, createLambdaInvokeRunner } from "./lambda-invoke-runner";
import { startRunningEngine, type RunningEngine } from "../testing/running-engine";

const SDK = `import { CodePipelineClient, PutJobFailureResultCommand, PutJobSuccessResultCommand } from "@aws-sdk/client-codepipeline";
const client = new CodePipelineClient({});
`;

let test: RunningEngine;
let codePipeline: CodePipelineClient;
beforeEach(async () => {
  test = await startRunningEngine();
  codePipeline = new CodePipelineClient(test.clientConfig);
});
afterEach(async () => {
  codePipeline.destroy();
  await test.dispose();
});

/** Registers a function whose whole code is this file. */
async function register(file: string, source: string, changes: Partial<LambdaFunction> = {}): Promise<void> {
  const codeDirectory = await test.writeFiles("function", { [file]: source });
  const runtime = file.endsWith(".py") ? "python" : "nodejs";
  const handler = `${file.replace(/\.\w+$/, "")}.handler`;
  await test.store.putLocalResource({
    type: "lambda-function",
    name: "notify",
    runtime,
    codeDirectory,
    handler,
    ...changes,
  });
}

/** Starts a pipeline of an S3 source in front of these stages. */
async function start(stages: readonly StageDeclaration[]): Promise<void> {
  await test.writeFiles("s3/sources", { "app.txt": "hello" });
  const source: ActionDeclaration = {
    name: "Get",
    actionTypeId: { category: "Source", owner: "AWS", provider: "S3", version: "1" },
    configuration: { S3Bucket: "sources", S3ObjectKey: "app.txt" },
    outputArtifacts: [{ name: "App" }],
  };
  // The same shape, other enum types.
  const pipeline = declarePipeline([], {
    stages: [declareStage("Source", [source]), ...stages],
  }) as PipelineDeclaration;
  await codePipeline.send(new CreatePipelineCommand({ pipeline }));
}

/** Runs a pipeline with one call of the function, to the end of the call. */
async function invoke(overrides: Partial<ActionDeclaration> = {}) {
  const action: ActionDeclaration = {
    name: "Notify",
    actionTypeId: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" },
    configuration: { FunctionName: "notify", UserParameters: "to: you" },
    ...overrides,
  };
  await start([declareStage("Notify", [action])]);
  const execution = async () =>
    (await codePipeline.send(new GetPipelineStateCommand({ name: "shop" }))).stageStates?.[1]?.actionStates?.[0]
      ?.latestExecution;
  await expect.poll(async () => (await execution())?.status).toMatch(/Succeeded|Failed/);
  const { actionExecutionDetails } = await codePipeline.send(new ListActionExecutionsCommand({ pipelineName: "shop" }));
  return { execution: await execution(), detail: actionExecutionDetails?.[0] };
}

const output = () => test.lines.filter((line) => line.startsWith("/aws/lambda/notify: ")).map((line) => line.slice(20));

describe("a function that is called", () => {
  it("gets CodePipeline's event, and replies with the SDK that its runtime has", async () => {
    await register(
      "index.mjs",
      `${SDK}export async function handler(event, context) {
        const job = event["CodePipeline.job"];
        console.log("event", JSON.stringify(event));
        console.log(JSON.stringify({ names: Object.keys(job.data).sort(), text: job.data.actionConfiguration.configuration.UserParameters }));
        await client.send(new PutJobSuccessResultCommand({
          jobId: job.id,
          executionDetails: { summary: "Told " + context.functionName, externalExecutionId: context.awsRequestId, percentComplete: 100 },
          outputVariables: { Account: job.accountId },
        }));
      }`,
    );
    const { execution, detail } = await invoke({ inputArtifacts: [{ name: "App" }], namespace: "told" });
    expect(execution).toMatchObject({ status: "Succeeded", summary: "Told notify", percentComplete: 100 });
    expect(detail?.output?.outputVariables).toEqual({ Account: "000000000001" });
    const lines = output();
    const event = JSON.parse(lines.find((line) => line.startsWith("event "))?.slice("event ".length) ?? "");
    const { secretAccessKey, sessionToken } = event["CodePipeline.job"].data.artifactCredentials;
    expect([secretAccessKey, sessionToken]).toEqual(["***", "***"]);
    expect(lines[0]).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
    expect(lines).toContain(
      JSON.stringify({
        names: ["actionConfiguration", "artifactCredentials", "inputArtifacts", "outputArtifacts"],
        text: "to: you",
      }),
    );
    expect(lines.at(-1)).toMatch(/^REPORT RequestId: /);
  });

  it("may be of the old style: CommonJS, a callback, an end by the context", async () => {
    await register(
      "index.js",
      `const { CodePipelineClient, PutJobSuccessResultCommand } = require("@aws-sdk/client-codepipeline");
      exports.handler = function (event, context) {
        new CodePipelineClient().send(new PutJobSuccessResultCommand({ jobId: event["CodePipeline.job"].id }))
          .then(() => context.succeed("told"), (error) => context.fail(error));
      };`,
    );
    expect((await invoke()).execution).toMatchObject({ status: "Succeeded" });
  });

  it("may be Python, which answers without an SDK too", async () => {
    await register(
      "app.py",
      `import os
def handler(event, context):
    print("calling", context.function_name, context.get_remaining_time_in_millis() > 0)
    print("keys", os.environ["AWS_ACCESS_KEY_ID"][:4], "PATH" in os.environ, "DATABASE_URL" in os.environ)
    raise ValueError("no recipient")
`,
    );
    process.env["DATABASE_URL"] = "postgres://secret";
    const { execution } = await invoke();
    delete process.env["DATABASE_URL"];
    expect(execution?.errorDetails?.message).toContain("It ended with ValueError: no recipient");
    expect(output()).toContain("calling notify True");
    expect(output()).toContain("keys ASIA True False");
  });

  it("fails the action with what it says", async () => {
    await register(
      "index.mjs",
      `${SDK}export const handler = (event) => client.send(new PutJobFailureResultCommand({
        jobId: event["CodePipeline.job"].id, failureDetails: { type: "ConfigurationError", message: "Nobody to tell" } }));`,
    );
    expect((await invoke()).execution).toMatchObject({
      status: "Failed",
      errorDetails: { code: "ConfigurationError", message: "Nobody to tell" },
    });
  });

  it("is called again with the token it left, until it is done", async () => {
    await register(
      "index.mjs",
      `${SDK}export const handler = async (event) => {
        const { id: jobId, data } = event["CodePipeline.job"];
        console.log("token", data.continuationToken ?? "none");
        const continuationToken = data.continuationToken ? undefined : "second";
        await client.send(new PutJobSuccessResultCommand({ jobId, continuationToken, executionDetails: { summary: "half" } }));
      };`,
    );
    expect((await invoke()).execution?.status).toBe("Succeeded");
    expect(output().filter((line) => line.startsWith("token"))).toEqual(["token none", "token second"]);
  });

  it("reads its inputs and writes its outputs with the keys of its event", async () => {
    await register(
      "index.mjs",
      `import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
      ${SDK}export const handler = async (event) => {
        const { id: jobId, data } = event["CodePipeline.job"];
        const s3 = new S3Client({ credentials: data.artifactCredentials, forcePathStyle: true });
        const at = ({ location: { s3Location } }) => ({ Bucket: s3Location.bucketName, Key: s3Location.objectKey });
        const input = await s3.send(new GetObjectCommand(at(data.inputArtifacts[0])));
        const text = await input.Body.transformToString();
        await s3.send(new PutObjectCommand({ ...at(data.outputArtifacts[0]), Body: text + " world" }));
        await client.send(new PutJobSuccessResultCommand({ jobId }));
      };`,
    );
    const { execution, detail } = await invoke({
      inputArtifacts: [{ name: "App" }],
      outputArtifacts: [{ name: "Greeting" }],
    });
    expect(execution?.status).toBe("Succeeded");
    const { bucket = "", key = "" } = detail?.output?.outputArtifacts?.[0]?.s3location ?? {};
    expect(await readFile(path.join(test.directory, "artifacts", bucket, key), "utf8")).toBe("hello world");
  });
});

it("decides a rule of a stage condition by what it replies", async () => {
  await register(
    "index.mjs",
    `${SDK}export const handler = (event) => client.send(new PutJobSuccessResultCommand({ jobId: event["CodePipeline.job"].id }));`,
  );
  const rule = {
    name: "Ask",
    ruleTypeId: { category: "Rule", owner: "AWS", provider: "LambdaInvoke", version: "1" },
    configuration: { FunctionName: "notify" },
  };
  await start([
    declareStage("Release", [approvalAction("Approve")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [rule] }] },
    }),
  ]);
  const stage = async () => (await codePipeline.send(new GetPipelineStateCommand({ name: "shop" }))).stageStates?.[1];
  const approval = async () => (await stage())?.actionStates?.[0]?.latestExecution?.status;
  await expect.poll(approval).toBe("InProgress");
  expect((await stage())?.beforeEntryConditionState?.latestExecution?.status).toBe("Succeeded");
});

describe("without a reply the action fails", () => {
  it("when the handler ends in an error, with that error", async () => {
    await register("index.mjs", `export async function handler() { throw new TypeError("no such host"); }`);
    const { execution } = await invoke();
    expect(execution?.errorDetails?.message).toMatch(/failed to return a result.*TypeError: no such host/);
    expect(output().some((line) => line.includes("no such host"))).toBe(true);
  });

  it("when the function takes longer than it may, and nothing of it goes on", async () => {
    await register("index.mjs", `export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));`, {
      timeoutSeconds: 1,
    });
    const { execution } = await invoke();
    expect(execution?.errorDetails?.message).toContain("Task timed out after 1.00 seconds");
  });

  it("when there is no such function", async () => {
    const { execution } = await invoke();
    expect(execution?.errorDetails).toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining("Register its handler as a Lambda function under Local resources"),
    });
  });

  it("when there is no such handler", async () => {
    await register("index.mjs", `export const other = 1;`);
    expect((await invoke()).execution?.errorDetails?.message).toContain("index.handler is undefined or not exported");
  });
});

describe("a function that has returned", () => {
  it("may be answered for by somebody else, for 20 minutes", async () => {
    const harness = await ActionHarness.create();
    const clock = new FakeClock();
    const codeDirectory = await harness.folder("function", {
      "app.py": "def handler(event, context):\n    return None\n",
    });
    const handler = "app.handler";
    harness.resources.push({ type: "lambda-function", name: "notify", runtime: "python", codeDirectory, handler });
    const sessions = createSessions({ key: "k", clock, ids: { next: () => randomUUID() } });
    const versions = createFunctionVersions(path.join(harness.directory, "lambda"));
    const invoke = createInvokeFunction({
      jobs: harness.jobs,
      versions,
      sessions,
      endpointUrl: () => "http://127.0.0.1:1",
    });
    const runner = withFailuresAsOutcomes(createLambdaInvokeRunner(invoke));
    const isOver = vi.fn();
    const lines: string[] = [];
    const actionTypeId = { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" } as const;
    const run = harness.run({ actionTypeId, configuration: { FunctionName: "notify" } }, undefined, {
      runner,
      clock,
      onLine: (line) => void lines.push(line),
    });
    void run.then(isOver);
    await expect.poll(() => lines.some((line) => line.startsWith("REPORT"))).toBe(true);
    clock.advance(20 * 60_000 - 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isOver).not.toHaveBeenCalled();
    clock.advance(1);
    expect((await run).outcome).toMatchObject({
      errorCode: "JobFailed",
      message: expect.stringContaining("failed to return a result"),
    });
    await harness.dispose();
  });
});
