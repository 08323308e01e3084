import PgBoss from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashOfToken } from "@/lib/auth/token";
import { createConnection, updateConnection } from "@/lib/db/connections";
import { testDatabase } from "@/lib/db/testing/test-database";
import { TEST_CONNECTION } from "@/lib/db/testing/test-connection";
import { QUEUE_POLICY } from "@/lib/sync/jobs";
import { acceptEvent } from "./accept-event";

const { db, url } = testDatabase();
const KEY = "the-key-of-this-connection";
let boss: PgBoss;

beforeAll(async () => {
  boss = new PgBoss({ connectionString: url(), schedule: false, supervise: false });
  await boss.start();
  await boss.createQueue("sync-execution", { name: "sync-execution", policy: QUEUE_POLICY });
  const { id } = await createConnection(db(), { ...TEST_CONNECTION, accountId: null });
  await updateConnection(db(), { id, ingestKeyHash: hashOfToken(KEY) });
});

afterAll(() => boss.stop({ graceful: false }));

test("takes an event once and asks for one look at its execution", async () => {
  expect(await acceptEvent({ connection: "test", key: KEY, body: event("1") })).toEqual({ isNew: true });
  expect(await acceptEvent({ connection: "test", key: KEY, body: event("1") })).toEqual({ isNew: false });
  expect(await acceptEvent({ connection: "test", key: KEY, body: event("2") })).toEqual({ isNew: true });

  const jobs = await boss.fetch("sync-execution", { batchSize: 10 });
  expect(jobs.map(({ data }) => data)).toMatchObject([
    { pipelineName: "shop", pipelineExecutionId: "00000000-0000-4000-8000-000000000001" },
  ]);
  expect((await db().connection.findFirstOrThrow()).lastEventAt).not.toBeNull();
});

test("refuses a wrong key, no key and an unknown connection alike", async () => {
  const refusals = [
    { connection: "test", key: "wrong" },
    { connection: "test", key: null },
    { connection: "elsewhere", key: KEY },
  ];
  for (const refusal of refusals) {
    await expect(acceptEvent({ ...refusal, body: event("3") })).rejects.toMatchObject({ code: "unauthenticated" });
  }
});

test("refuses what is not a state change of CodePipeline", async () => {
  const body = { ...event("4"), source: "aws.s3" };
  await expect(acceptEvent({ connection: "test", key: KEY, body })).rejects.toMatchObject({ code: "invalid_input" });
});

function event(id: string): Record<string, unknown> {
  return {
    version: "0",
    id,
    source: "aws.codepipeline",
    "detail-type": "CodePipeline Action Execution State Change",
    detail: { pipeline: "shop", "execution-id": "00000000-0000-4000-8000-000000000001", state: "SUCCEEDED" },
  };
}
