import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openEngineStoreConnection, type EngineStoreConnection } from "@/lib/db/engine-store-connection";
import { testDatabase } from "@/lib/db/testing/test-database";
import { checkJournal, checkStates } from "./testing/crash/check-remains";
import { buildCrashProgram, exitOf, type CrashProgram } from "./testing/crash/crash-program";
import { randomFrom } from "./testing/crash/random";

/** As many as fit into the time, a few hundred on a machine that is not busy with other things. */
const MOST_KILLS = 300;
const FEWEST_KILLS = 30;
const TIME_MS = 75_000;
const LONGEST_LIFE_MS = 120;
const CHECK_EVERY = 50;

const { url } = testDatabase();
let directory: string;
let program: CrashProgram;
let connection: EngineStoreConnection;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "penstock-crash-"));
  program = await buildCrashProgram();
  connection = openEngineStoreConnection(url());
});

afterAll(async () => {
  await connection.close();
  program.remove();
  rmSync(directory, { recursive: true, force: true });
});

it(
  "is after every kill where its last committed event put it, and keeps all it has acknowledged",
  async () => {
    const seed = Date.now() % 1_000_000;
    const random = randomFrom(seed);
    const deadlineAt = Date.now() + TIME_MS;
    let kills = 0;
    while (kills < MOST_KILLS && (Date.now() < deadlineAt || kills < FEWEST_KILLS)) {
      const lifeMs = random.below(LONGEST_LIFE_MS);
      await liveAndBeKilled(seed + kills, { lifeMs, isCutOff: random.oneIn(4) });
      kills += 1;
      if (kills % CHECK_EVERY === 0) await checkStates({ url: url(), directory, connection });
    }
    const last = spawnEngine(seed, "drain");
    expect(await exitOf(last)).toBe(0);
    await checkStates({ url: url(), directory, connection });
    await checkJournal({ url: url(), directory, connection });
    process.stdout.write(`The engine was killed ${kills} times, seed ${seed}.\n`);
  },
  TIME_MS + 120_000,
);

function spawnEngine(seed: number, mode: "drive" | "drain"): ChildProcess {
  return program.start({ url: url(), directory, seed, mode });
}

/** Killed some time after it is ready, and now and then before. Some lose the database in the middle of their life. */
async function liveAndBeKilled(
  seed: number,
  { lifeMs, isCutOff }: { readonly lifeMs: number; readonly isCutOff: boolean },
): Promise<void> {
  const engine = spawnEngine(seed, "drive");
  const ended = exitOf(engine);
  if (lifeMs % 10 !== 0) await Promise.race([once(engine.stdout ?? engine, "data"), ended]);
  await new Promise((resolve) => setTimeout(resolve, lifeMs / 2));
  if (isCutOff) await cutConnections();
  await new Promise((resolve) => setTimeout(resolve, lifeMs / 2));
  expect(engine.exitCode, "the engine ran until it was killed").toBeNull();
  engine.kill("SIGKILL");
  await ended;
}

async function cutConnections(): Promise<void> {
  await connection.query(
    "crash-cut",
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'penstock-engine%' AND pid <> pg_backend_pid()`,
  );
}
