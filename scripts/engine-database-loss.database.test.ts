import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openEngineStoreConnection, type EngineStoreConnection } from "@/lib/db/engine-store-connection";
import { createDatabase, hasRow } from "./database/databases.mjs";
import { embeddedPostgres } from "./database/embedded-postgres.mjs";
import { migrate } from "./database/migrate.mjs";
import { freePort } from "./start/ports.mjs";
import { checkJournal, checkStates } from "./testing/crash/check-remains";
import { buildCrashProgram, exitOf, type CrashProgram } from "./testing/crash/crash-program";
import { databaseDisk, type DatabaseDisk } from "./testing/crash/database-disk";
import { randomFrom } from "./testing/crash/random";

const LOSSES = 24;
const FULL_DISKS = 3;
const LONGEST_PEACE_MS = 400;
/** `fast` ends the sessions, `immediate` ends in the middle of things and recovers at the next start. */
const WAYS_TO_STOP = { fast: "SIGINT", immediate: "SIGQUIT" } as const;
type Loss = keyof typeof WAYS_TO_STOP | "sessions";

let folder: string;
/** Of one test. */
let directory: string;
let disk: DatabaseDisk;
let server: Awaited<ReturnType<typeof embeddedPostgres>>;
let postgres: ChildProcess;
let program: CrashProgram;
let connection: EngineStoreConnection;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "penstock-loss-"));
  disk = databaseDisk(folder, () => server.urlOf("engine"));
  const dir = path.join(disk.directory, "postgres");
  const logFile = path.join(folder, "postgres.log");
  const settings = ["max_wal_size=32MB", "min_wal_size=32MB", "shared_buffers=16MB"];
  server = await embeddedPostgres({ dir, port: await freePort(), password: "test", logFile, settings });
  postgres = await server.start();
  await createDatabase(server.urlOf("postgres"), "engine");
  await migrate(server.urlOf("engine"));
  program = await buildCrashProgram();
  connection = openEngineStoreConnection(server.urlOf("engine"));
});

afterAll(async () => {
  await connection.close();
  program.remove();
  await stopServer("fast");
  disk.remove();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  directory = mkdtempSync(path.join(folder, "engine-"));
});

it("goes on through every loss of its database, and has lost, doubled and invented nothing", async () => {
  const seed = Date.now() % 1_000_000;
  const random = randomFrom(seed);
  const engine = await startEngine(seed);
  for (let count = 0; count < LOSSES; count += 1) {
    await sleep(random.below(LONGEST_PEACE_MS));
    await lose(random.pick(["fast", "immediate", "sessions"]) ?? "fast");
    expect(engine.exitCode, `the engine outlived loss ${count} of seed ${seed}`).toBeNull();
  }
  await expect.poll(claims).toHaveLength(1);
  await comesToRest(engine);
});

it("goes on when its database has had no space for a while", async () => {
  const engine = await startEngine(Date.now() % 1_000_000);
  for (let count = 0; count < FULL_DISKS; count += 1) {
    await sleep(LONGEST_PEACE_MS);
    await disk.fill();
    await sleep(2 * LONGEST_PEACE_MS);
    await disk.free();
    await sleep(LONGEST_PEACE_MS);
    await expect.poll(hasServer).toBe(true);
    expect(engine.exitCode, "the engine outlived it").toBeNull();
  }
  await comesToRest(engine);
});

async function startEngine(seed: number): Promise<ChildProcess> {
  const engine = program.start({ url: server.urlOf("engine"), directory, seed, mode: "drive" });
  await once(engine.stdout ?? engine, "data");
  return engine;
}

async function comesToRest(engine: ChildProcess): Promise<void> {
  await sleep(LONGEST_PEACE_MS);
  engine.kill("SIGTERM");
  expect(await exitOf(engine), "the engine came to rest by itself").toBe(0);
  const remains = { url: server.urlOf("engine"), directory, connection };
  await checkStates(remains);
  await checkJournal(remains);
}

async function lose(loss: Loss): Promise<void> {
  if (loss !== "sessions") {
    await stopServer(loss);
    postgres = await server.start();
    return;
  }
  await connection.query(
    "loss-of-sessions",
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'penstock-engine%' AND pid <> pg_backend_pid()`,
  );
}

async function claims(): Promise<unknown[]> {
  return connection.query(
    "loss-claims",
    `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND application_name = 'penstock-engine-claim'`,
  );
}

/** Without space for its log the server ends, if not at once; its supervisor starts it again. */
async function hasServer(): Promise<boolean> {
  if (postgres.exitCode !== null || postgres.signalCode !== null) postgres = await server.start();
  return hasRow(server.urlOf("engine"), "SELECT 1");
}

async function stopServer(way: keyof typeof WAYS_TO_STOP): Promise<void> {
  const ended = once(postgres, "exit");
  postgres.kill(WAYS_TO_STOP[way]);
  await ended;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
