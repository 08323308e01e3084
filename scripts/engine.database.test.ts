import {
  CreatePipelineCommand,
  PutApprovalResultCommand,
  type ActionExecution,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { putLocalResource } from "@/lib/aws/local-resources";
import { testDatabase } from "@/lib/db/testing/test-database";
import type { StateChangeEvent } from "@/lib/engine/state-change-event";
import { freePort } from "./start/ports.mjs";
import { createRepository, engineAccess, EngineProcess } from "./testing/engine-process";

const BUILDSPEC = `version: 0.2
phases:
  build:
    commands:
      - for n in $(seq 600); do echo "tick $n"; sleep 0.05; done
`;
/** Reads the environment of every process above it, the engine's included. */
const CURIOUS = `version: 0.2
phases:
  build:
    commands:
      - pid=$$; while [ "$pid" -gt 1 ]; do tr '\\0' '\\n' < /proc/$pid/environ; pid=$(awk '/^PPid/ {print $2}' /proc/$pid/status); done
      - echo seen all
`;
const DECLARATION: Omit<PipelineDeclaration, "name"> = {
  roleArn: "arn:aws:iam::000000000001:role/pipeline",
  pipelineType: "V2",
  artifactStore: { type: "S3", location: "shop-artifacts" },
  stages: [
    {
      name: "Source",
      actions: [
        {
          name: "Checkout",
          actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
          configuration: { RepositoryName: "shop", BranchName: "main", PollForSourceChanges: "false" },
          outputArtifacts: [{ name: "Code" }],
        },
      ],
    },
    {
      name: "Check",
      actions: [
        {
          name: "Tests",
          actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
          configuration: { ProjectName: "shop" },
          inputArtifacts: [{ name: "Code" }],
        },
        { name: "Review", actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" } },
      ],
    },
  ],
};

const { db, url } = testDatabase();
let pipelineName: string;
let directory: string;
let enginePort: number;
let engine: EngineProcess;
let target: Server;
/** What the event target took of the pipeline of this test, and what it answers. */
let received: StateChangeEvent[];
let targetStatus: number;

beforeEach(async () => {
  pipelineName = `shop-${randomUUID()}`;
  directory = mkdtempSync(path.join(tmpdir(), "penstock-engine-"));
  enginePort = await freePort();
  received = [];
  targetStatus = 202;
  target = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    const event = JSON.parse(Buffer.concat(chunks).toString()) as StateChangeEvent;
    if (targetStatus === 202 && event.detail.pipeline === pipelineName) received.push(event);
    response.writeHead(targetStatus).end();
  });
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
  await startEngine();
  await putLocalResource(engineAccess(), {
    type: "repository",
    name: "shop",
    url: createRepository(directory, BUILDSPEC),
  });
});

afterEach(async () => {
  await engine.stop("SIGTERM");
  target.close();
  rmSync(directory, { recursive: true, force: true });
});

it("goes on where it was after kill -9: approvals wait, what ran is reported, no line and no event is lost", async () => {
  targetStatus = 503;
  await engine.pipelines.send(new CreatePipelineCommand({ pipeline: { ...DECLARATION, name: pipelineName } }));
  await expect.poll(logLines).toContain("tick 3");
  const linesBefore = await logLines();
  const { token } = await latestExecutionOf("Review");

  await engine.stop("SIGKILL");
  targetStatus = 202;
  await startEngine();

  expect((await logLines()).slice(0, linesBefore.length)).toEqual(linesBefore);
  expect(await latestExecutionOf("Tests")).toMatchObject({
    status: "Failed",
    errorDetails: { code: "SystemUnavailable", message: expect.stringContaining("The engine was restarted") },
  });
  const approval = { pipelineName, stageName: "Check", actionName: "Review", token };
  await engine.pipelines.send(
    new PutApprovalResultCommand({ ...approval, result: { status: "Approved", summary: "still here" } }),
  );
  expect(await latestExecutionOf("Review")).toMatchObject({ status: "Succeeded", summary: "still here" });

  await expect.poll(() => received.map(eventLine).includes("pipeline FAILED")).toBe(true);
  expect([...new Set(received.map(eventLine))]).toEqual([
    "pipeline STARTED",
    "stage Source STARTED",
    "action Checkout STARTED",
    "action Checkout SUCCEEDED",
    "stage Source SUCCEEDED",
    "stage Check STARTED",
    "action Tests STARTED",
    "action Review STARTED",
    "action Tests FAILED",
    "action Review SUCCEEDED",
    "stage Check FAILED",
    "pipeline FAILED",
  ]);
});

it("ends what it runs when it is asked to stop", async () => {
  await engine.pipelines.send(new CreatePipelineCommand({ pipeline: { ...DECLARATION, name: pipelineName } }));
  await expect.poll(logLines).toContain("tick 3");
  expect(await engine.stop("SIGTERM")).toBe(0);
  await startEngine();
  const lines = await logLines();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await logLines()).toEqual(lines);
});

it("shows a build that looks around nothing of what it knows itself", async () => {
  await putLocalResource(engineAccess(), {
    type: "repository",
    name: "shop",
    url: createRepository(directory, CURIOUS),
  });
  await engine.pipelines.send(new CreatePipelineCommand({ pipeline: { ...DECLARATION, name: pipelineName } }));
  await expect.poll(logLines).toContain("seen all");
  const seen = (await logLines()).join("\n");
  expect(seen).toContain(`PENSTOCK_ENGINE_PORT=${enginePort}`);
  for (const secret of [new URL(url()).pathname, "DATABASE_URL=", "ingest-key"]) expect(seen).not.toContain(secret);
});

it("ends with what it runs once another engine has had its database", async () => {
  await engine.pipelines.send(new CreatePipelineCommand({ pipeline: { ...DECLARATION, name: pipelineName } }));
  await expect.poll(logLines).toContain("tick 3");
  const ended = once(engine.child, "exit");
  await db().$executeRaw`UPDATE engine.claim SET holder = 'another'`;
  await db().$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'penstock-engine%'`;
  expect(await ended).toEqual([1, null]);
  expect(execFileSync("ps", ["-eo", "args"]).toString()).not.toContain(directory);
});

async function startEngine(): Promise<void> {
  const address = target.address();
  engine = await EngineProcess.start({
    databaseUrl: url(),
    directory,
    port: enginePort,
    env: {
      PENSTOCK_INGEST_URL: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`,
      PENSTOCK_INGEST_KEY: "ingest-key",
    },
  });
}

function latestExecutionOf(actionName: string): Promise<ActionExecution> {
  return engine.latestExecutionOf(pipelineName, actionName);
}

function logLines(): Promise<(string | undefined)[]> {
  return engine.logLines(pipelineName, "Tests");
}

/** `stage Build STARTED` */
function eventLine({ "detail-type": type, detail }: StateChangeEvent): string {
  const level = type.split(" ")[1]?.toLowerCase() ?? "";
  const subject = [detail["action"], detail["stage"]].find((name) => typeof name === "string");
  return `${level} ${subject === undefined ? "" : `${subject} `}${detail.state}`;
}
