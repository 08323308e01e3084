import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { idsFrom } from "@/lib/engine/ids";
import { createJobs } from "@/lib/engine/jobs/jobs";
import { describeEngineStore } from "@/lib/engine/store/store-contract";
import { AT, commit, declaration, job, UUID } from "@/lib/engine/store/store-samples";
import { createEngineStore } from "./engine-store";
import { openEngineStoreConnection, type EngineStoreConnection } from "./engine-store-connection";
import { testDatabase } from "./testing/test-database";

const { url } = testDatabase();
let connection: EngineStoreConnection;

beforeAll(() => {
  connection = openEngineStoreConnection(url());
});
afterAll(() => connection.close());

describeEngineStore(async () => {
  await connection.query(
    "empty",
    "TRUNCATE engine.pipeline, engine.announcement, engine.local_resource, engine.action_type, engine.webhook, engine.stack, engine.seen_refs, engine.event_target CASCADE",
  );
  return createEngineStore(connection.query);
});

it("takes one of two like results for a job", async () => {
  const store = createEngineStore(connection.query);
  await store.createPipeline({ ...commit("shop", 1), declaration: declaration("shop") }, []);
  const jobs = createJobs({ store, clock: new FakeClock(AT), ids: idsFrom(UUID(1)) });
  const opened = await jobs.open(job(1).action, { audience: "worker", status: "InProgress" });
  const end = { status: "Succeeded", outcome: { status: "Succeeded" } } as const;
  const results = await Promise.all([jobs.end(opened, end), jobs.end(opened, end)]);
  expect(results.filter((result) => result !== null)).toHaveLength(1);
});

it("goes on when its connections are cut in the middle of a statement", async () => {
  const cut = openEngineStoreConnection(url());
  const [before] = await cut.query<{ pid: number }>("engine-pid", "SELECT pg_backend_pid() AS pid");
  const slow = cut.query<{ done: boolean }>("engine-slow", "SELECT pg_sleep(0.5) IS NULL AS done");
  await connection.query("engine-cut", "SELECT pg_sleep(0.1), pg_terminate_backend($1)", [before?.pid]);
  expect(await slow).toHaveLength(1);
  const [after] = await cut.query<{ pid: number }>("engine-pid", "SELECT pg_backend_pid() AS pid");
  expect(after?.pid).not.toBe(before?.pid);
  await cut.close();
});

it("lets one engine at a time have the database, and the next one as soon as it is gone", async () => {
  const first = openEngineStoreConnection(url());
  const second = openEngineStoreConnection(url());
  await first.claim();
  let hasSecond = false;
  const claimed = second.claim().then(() => (hasSecond = true));
  await second.query("engine-still-waiting", "SELECT pg_sleep(0.2)");
  expect(hasSecond).toBe(false);
  await first.close();
  await claimed;
  await second.close();
});

it("takes its claim again when its session has broken", async () => {
  const first = openEngineStoreConnection(url());
  await first.claim();
  const [before] = await claimingSessions();
  await endSessions("penstock-engine-claim");
  await expect.poll(claimingSessions).toEqual([expect.not.objectContaining(before)]);
  await first.close();
});

it("lets nothing of an engine through any more once another has had the database", async () => {
  let isLost = false;
  const first = openEngineStoreConnection(url(), () => (isLost = true));
  await first.claim();
  await first.query("engine-before", "SELECT 1");
  // As if its network had been away: it is alive, but the server has given up its sessions.
  await connection.query("engine-other", "UPDATE engine.claim SET holder = 'another'");
  await endSessions("penstock-engine");
  await expect(first.query("engine-after", "SELECT 1")).rejects.toThrow("Another engine has taken this database");
  expect(isLost).toBe(true);
  await first.close();
});

it("hears that another engine has had the database although it sends nothing itself", async () => {
  let isLost = false;
  const idle = openEngineStoreConnection(url(), () => (isLost = true));
  await idle.claim();
  await connection.query("engine-other", "UPDATE engine.claim SET holder = 'another'");
  await endSessions("penstock-engine-claim");
  await expect.poll(() => isLost).toBe(true);
  await idle.close();
});

async function endSessions(name: string): Promise<void> {
  await connection.query(
    "engine-end-sessions",
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()`,
    [name],
  );
}

async function claimingSessions(): Promise<{ pid: number }[]> {
  return connection.query(
    "engine-locks",
    "SELECT pid FROM pg_locks JOIN pg_database AS d ON d.oid = database WHERE locktype = 'advisory' AND d.datname = current_database()",
  );
}

it("ends what a killed engine had sent before the next one loads anything", async () => {
  const killed = new Client({ connectionString: url(), application_name: "penstock-engine" });
  killed.on("error", () => undefined);
  await killed.connect();
  const slow = killed.query("SELECT pg_sleep(30)").catch((error: unknown) => error);
  const next = openEngineStoreConnection(url());
  await next.claim();
  const left = await next.query(
    "engine-left",
    "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)' AND pid <> pg_backend_pid()",
  );
  expect(left).toEqual([]);
  expect(await slow).toBeInstanceOf(Error);
  await next.close();
});
