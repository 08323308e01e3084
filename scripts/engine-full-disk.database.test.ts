import {
  CreatePipelineCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { putLocalResource } from "@/lib/aws/local-resources";
import { testDatabase } from "@/lib/db/testing/test-database";
import { freePort } from "./start/ports.mjs";
import { fillDisk } from "./testing/crash/database-disk";
import { createRepository, engineAccess, EngineProcess } from "./testing/engine-process";

const DISK_BYTES = 16 * 1024 ** 2;
const LINES = 3_000;
const NAME = "shop";
/** Its repository is first needed when the disk is full. */
const OTHER = "other";

const { url } = testDatabase();
let folder: string;
let engine: EngineProcess;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "penstock-full-"));
  engine = await EngineProcess.start({
    databaseUrl: url(),
    directory: mkdtempSync(path.join(folder, "data-")),
    port: await freePort(),
    diskBytes: DISK_BYTES,
  });
  for (const name of [NAME, OTHER]) {
    const url = createRepository(folder, buildspec(path.join(folder, "go")));
    await putLocalResource(engineAccess(), { type: "repository", name, url });
  }
});

afterEach(async () => {
  await engine.stop("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

it("loses nothing it has told when its disk is full, says so where it failed, and goes on when there is space", async () => {
  await engine.pipelines.send(new CreatePipelineCommand({ pipeline: declaration(NAME) }));
  await expect.poll(buildLines).toContain("before");
  const told = await buildLines();
  const { logStreamARN = "" } = await engine.latestExecutionOf(NAME, "Compile");

  const fillers = ["filler", "filler-of-the-rest"].map((name) => engine.inside(name));
  fillDisk(fillers[0] ?? "");
  writeFileSync(path.join(folder, "go"), "");
  await expect.poll(() => statusOf("Compile")).toBe("Failed");
  expect(await engine.latestExecutionOf(NAME, "Compile")).toMatchObject({ errorDetails: DISK_IS_FULL });
  // The room that the build's own files leave is taken too.
  await expect.poll(() => readdirSync(engine.inside("work", "builds"))).toEqual([]);
  fillDisk(fillers[1] ?? "");

  // What needs no disk of the engine's goes on: definitions, executions and their history are in the database.
  await engine.pipelines.send(new CreatePipelineCommand({ pipeline: declaration(OTHER) }));
  await expect.poll(() => statusOf("Checkout", OTHER)).toBe("Failed");
  expect(await engine.latestExecutionOf(OTHER, "Checkout")).toMatchObject({ errorDetails: DISK_IS_FULL });

  for (const filler of fillers) rmSync(filler);
  const [, stream = ""] = logStreamARN.split(":log-stream:");
  expect((await engine.readLog("/aws/codebuild/shop", stream)).slice(0, told.length)).toEqual(told);
  const { stageStates = [] } = await engine.pipelines.send(new GetPipelineStateCommand({ name: NAME }));
  await engine.pipelines.send(
    new RetryStageExecutionCommand({
      pipelineName: NAME,
      stageName: "Build",
      pipelineExecutionId: stageStates[1]?.latestExecution?.pipelineExecutionId,
      retryMode: "FAILED_ACTIONS",
    }),
  );
  await engine.pipelines.send(new StartPipelineExecutionCommand({ name: OTHER }));
  await expect.poll(() => statusOf("Compile")).toBe("Succeeded");
  await expect.poll(() => statusOf("Compile", OTHER)).toBe("Succeeded");
  const lines = await buildLines();
  expect(lines.filter((line) => line?.startsWith("line "))).toHaveLength(LINES);
  const { actionExecutionDetails = [] } = await engine.pipelines.send(
    new ListActionExecutionsCommand({ pipelineName: NAME, maxResults: 1 }),
  );
  const { bucket = "", key = "" } = actionExecutionDetails[0]?.output?.outputArtifacts?.[0]?.s3location ?? {};
  expect(existsSync(engine.inside("artifacts", bucket, key))).toBe(true);
});

const DISK_IS_FULL = {
  code: "SystemUnavailable",
  message: expect.stringContaining("The disk of this machine is full"),
};

/** Logs and makes more than a full disk takes, once it is told to go on. */
function buildspec(goOn: string): string {
  return `version: 0.2
phases:
  build:
    commands:
      - echo before
      - while [ ! -e ${goOn} ]; do sleep 0.05; done
      - for n in $(seq ${LINES}); do echo "line $n of a build that has a lot to say about what it does"; done
      - head -c 1000000 /dev/urandom > out.bin
artifacts:
  files: [out.bin]
`;
}

function declaration(name: string) {
  const type = (category: "Source" | "Build", provider: string) =>
    ({ category, owner: "AWS", provider, version: "1" }) as const;
  return {
    name,
    roleArn: "arn:aws:iam::000000000001:role/pipeline",
    artifactStore: { type: "S3" as const, location: "shop-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: type("Source", "CodeCommit"),
            configuration: { RepositoryName: name, BranchName: "main", PollForSourceChanges: "false" },
            outputArtifacts: [{ name: "Code" }],
          },
        ],
      },
      {
        name: "Build",
        actions: [
          {
            name: "Compile",
            actionTypeId: type("Build", "CodeBuild"),
            configuration: { ProjectName: name },
            inputArtifacts: [{ name: "Code" }],
            outputArtifacts: [{ name: "App" }],
          },
        ],
      },
    ],
  };
}

function buildLines(): Promise<(string | undefined)[]> {
  return engine.logLines(NAME, "Compile");
}

async function statusOf(actionName: string, pipelineName = NAME): Promise<string | undefined> {
  return (await engine.latestExecutionOf(pipelineName, actionName)).status;
}
