import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashOfToken } from "@/lib/auth/token";
import { TEST_CONNECTION } from "@/lib/db/testing/test-connection";
import { createConnection, updateConnection } from "@/lib/db/connections";
import { listen } from "@/lib/db/listen";
import { testDatabase } from "@/lib/db/testing/test-database";
import { acceptEvent } from "@/lib/server/ingest/accept-event";
import { JOBS_CHANNEL } from "@/lib/sync/jobs";
import { type JobRunner, runJobs } from "./job-runner";

const { db, url } = testDatabase();
const EXECUTION = "00000000-0000-4000-8000-000000000001";
const KEY = "the-key-of-this-connection";
let server: Server;
let jobs: JobRunner;
let listener: ReturnType<typeof listen>;

beforeAll(async () => {
  process.env["AWS_ACCESS_KEY_ID"] = "AKIDSCRIPTED";
  process.env["AWS_SECRET_ACCESS_KEY"] = "scripted";
  server = createServer((request, response) => {
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    request.resume().on("end", () => response.end(JSON.stringify(answerOf(operation))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const { id } = await createConnection(db(), { ...TEST_CONNECTION, endpointUrl: `http://127.0.0.1:${port}` });
  await updateConnection(db(), { id, ingestKeyHash: hashOfToken(KEY) });
  const onError = (error: unknown) => expect.fail(String(error));
  jobs = await runJobs(db(), { connectionString: url(), onError });
  await new Promise<void>((resolve) => {
    listener = listen({
      connectionString: url(),
      channels: [JOBS_CHANNEL],
      onNotification: (_channel, queue) => jobs.wake(queue),
      onConnected: resolve,
      onDisconnected: () => undefined,
    });
  });
});

afterAll(async () => {
  await listener.stop();
  await jobs.stop();
  await new Promise((resolve) => server.close(resolve));
});

test("an accepted event brings its execution into the tables at once, its pipeline first where that is new", async () => {
  await acceptEvent({
    connection: "test",
    key: KEY,
    body: {
      id: "1",
      source: "aws.codepipeline",
      "detail-type": "CodePipeline Action Execution State Change",
      detail: { pipeline: "shop", "execution-id": EXECUTION },
    },
  });
  await expect
    .poll(() => db().actionExecution.findMany({ select: { actionName: true, status: true } }))
    .toEqual([{ actionName: "Compile", status: "Succeeded" }]);
  expect(await db().pipeline.findMany({ select: { name: true, liveVersion: true } })).toEqual([
    { name: "shop", liveVersion: 1 },
  ]);
});

function answerOf(operation: string): object {
  const startTime = Date.UTC(2026, 8, 15, 9) / 1000;
  switch (operation) {
    case "GetPipeline":
      return { pipeline: { name: "shop", roleArn: "arn:aws:iam::123456789012:role/p", version: 1, stages: [] } };
    case "GetPipelineState":
      return { stageStates: [] };
    case "ListPipelineExecutions":
      return {
        pipelineExecutionSummaries: [
          { pipelineExecutionId: EXECUTION, status: "InProgress", startTime, lastUpdateTime: startTime + 1 },
        ],
      };
    case "GetPipelineExecution":
      return { pipelineExecution: { pipelineExecutionId: EXECUTION, pipelineVersion: 1 } };
    case "ListActionExecutions":
      return {
        actionExecutionDetails: [
          {
            pipelineExecutionId: EXECUTION,
            actionExecutionId: "a-1",
            stageName: "Build",
            actionName: "Compile",
            status: "Succeeded",
            startTime,
            lastUpdateTime: startTime + 1,
          },
        ],
      };
    default:
      return {};
  }
}
