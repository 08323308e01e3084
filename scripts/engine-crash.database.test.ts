import { build } from "esbuild";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { createEngineStore } from "@/lib/db/engine-store";
import { openEngineStoreConnection, type EngineStoreConnection } from "@/lib/db/engine-store-connection";
import { testDatabase } from "@/lib/db/testing/test-database";
import { advance } from "@/lib/engine/advance/advance";
import { initialState } from "@/lib/engine/advance/initial-state";
import type { EngineEvent } from "@/lib/engine/events";
import { createFileLogStore } from "@/lib/engine/logs/file-log-store";
import type { PipelineState } from "@/lib/engine/state";
import { LOG_GROUP } from "./testing/crash/crash-pipelines";
import { readJournal } from "./testing/crash/journal";
import { randomFrom } from "./testing/crash/random";

const ROOT = path.resolve(import.meta.dirname, "..");
/** As many as fit into the time, a few hundred on a machine that is not busy with other things. */
const MOST_KILLS = 300;
const FEWEST_KILLS = 30;
const TIME_MS = 75_000;
const LONGEST_LIFE_MS = 120;
const CHECK_EVERY = 50;

const { url } = testDatabase();
let directory: string;
let program: string;
let connection: EngineStoreConnection;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "penstock-crash-"));
  // Where the one package that is not bundled is found.
  program = path.join(ROOT, "node_modules", `.penstock-crash-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(ROOT, "scripts/testing/crash/crash-engine.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["pg"],
    logLevel: "error",
    tsconfig: path.join(ROOT, "tsconfig.json"),
  });
  connection = openEngineStoreConnection(url());
});

afterAll(async () => {
  await connection.close();
  rmSync(program, { force: true });
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
      if (kills % CHECK_EVERY === 0) await checkStates();
    }
    const last = spawnEngine(seed, "drain");
    expect(await exitOf(last)).toBe(0);
    await checkStates();
    await checkJournal();
    process.stdout.write(`The engine was killed ${kills} times, seed ${seed}.\n`);
  },
  TIME_MS + 120_000,
);

function spawnEngine(seed: number, mode: "drive" | "drain"): ChildProcess {
  return spawn(process.execPath, [program, url(), directory, String(seed), mode], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
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
     WHERE datname = current_database() AND application_name = 'penstock-engine' AND pid <> pg_backend_pid()`,
  );
}

async function exitOf(engine: ChildProcess): Promise<number | null> {
  await once(engine, "exit");
  return engine.exitCode;
}

/** Replays what is stored through the pure model, and compares states and records. */
async function checkStates(): Promise<void> {
  await endedSessions();
  for (const saved of await createEngineStore(connection.query).loadStates()) {
    const first = await startOfReplay(saved);
    const events = await connection.query<{ event: EngineEvent }>(
      "crash-events",
      "SELECT event FROM engine.event WHERE pipeline_name = $1 AND sequence > $2 ORDER BY sequence",
      [saved.pipelineName, first.sequence],
    );
    const records = new Map<string, unknown>();
    const replayed = events.reduce((state, { event }) => {
      const step = advance(state, event);
      for (const record of step.executions) records.set(record.pipelineExecutionId, record);
      for (const record of step.actionExecutions) records.set(record.actionExecutionId, record);
      for (const record of step.ruleExecutions) records.set(record.ruleExecutionId, record);
      return step.state;
    }, first);
    expect(throughJson(replayed)).toEqual(saved);
    expect(await storedRecords([...records.keys()])).toEqual(throughJson(Object.fromEntries(records)));
  }
}

/** Of the engine that was killed: what it had sent is done, or was never taken. */
async function endedSessions(): Promise<void> {
  const claim = openEngineStoreConnection(url());
  await claim.claim();
  await claim.close();
}

async function startOfReplay({ pipelineName, region, accountId }: PipelineState): Promise<PipelineState> {
  const declarations = await connection.query<{ version: number; declaration: PipelineState["declarations"][number] }>(
    "crash-declarations",
    "SELECT version, declaration FROM engine.pipeline_declaration WHERE pipeline_name = $1",
    [pipelineName],
  );
  const [snapshot] = await connection.query<{ state: Omit<PipelineState, "declarations"> }>(
    "crash-snapshot",
    "SELECT state FROM engine.snapshot WHERE pipeline_name = $1 ORDER BY sequence LIMIT 1",
    [pipelineName],
  );
  const byVersion = Object.fromEntries(declarations.map(({ version, declaration }) => [version, declaration]));
  if (snapshot) return { ...snapshot.state, declarations: byVersion };
  const first = byVersion[1];
  if (!first) throw new Error(`The first version of ${pipelineName} is missing.`);
  return initialState(first, { region, accountId });
}

async function storedRecords(ids: readonly string[]): Promise<Record<string, unknown>> {
  const rows = await connection.query<{ id: string; record: unknown }>(
    "crash-records",
    `SELECT pipeline_execution_id AS id, record FROM engine.pipeline_execution WHERE pipeline_execution_id = ANY ($1)
     UNION ALL SELECT action_execution_id, record FROM engine.action_execution WHERE action_execution_id = ANY ($1)
     UNION ALL SELECT rule_execution_id, record FROM engine.rule_execution WHERE rule_execution_id = ANY ($1)`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, record }) => [id, record]));
}

async function checkJournal(): Promise<void> {
  const entries = readJournal(directory);
  // What belonged to a pipeline that was deleted is gone with it.
  const lasting = entries.filter((entry) => !("pipelineName" in entry) || entry.pipelineName !== "temporary");
  const began = entries.flatMap((entry) => (entry.type === "began" ? [entry.attemptId] : []));
  expect(new Set(began).size, "no attempt began twice").toBe(began.length);

  const known = await storedRecords(
    lasting.flatMap((entry) => {
      if (entry.type === "began") return [entry.attemptId];
      return "pipelineExecutionId" in entry ? [entry.pipelineExecutionId] : [];
    }),
  );
  const lost = lasting.filter(
    (entry) =>
      (entry.type === "began" && !known[entry.attemptId]) ||
      ((entry.type === "started" || entry.type === "stopped") && !known[entry.pipelineExecutionId]),
  );
  expect(lost, "what was begun or acknowledged is on record").toEqual([]);

  const logs = createFileLogStore({
    directory: path.join(directory, "logs"),
    clock: systemClock,
    onFault(error) {
      throw error;
    },
  });
  const logged = new Map<string, string[]>();
  for (const entry of entries) {
    if (entry.type === "logged") logged.set(entry.stream, [...(logged.get(entry.stream) ?? []), entry.line]);
  }
  for (const [stream, lines] of logged) {
    const page = await logs.read(LOG_GROUP, stream, { from: 0, to: 100, keep: "first", maxBytes: 1_000_000 });
    const kept = page.events.map(({ message }) => message);
    expect(kept.slice(0, lines.length)).toEqual(lines);
  }
}

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
