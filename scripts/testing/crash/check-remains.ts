import path from "node:path";
import { expect } from "vitest";
import { systemClock } from "@/lib/clock";
import { createEngineStore } from "@/lib/db/engine-store";
import { openEngineStoreConnection, type EngineStoreConnection } from "@/lib/db/engine-store-connection";
import { advance } from "@/lib/engine/advance/advance";
import { initialState } from "@/lib/engine/advance/initial-state";
import type { EngineEvent } from "@/lib/engine/events";
import { createFileLogStore } from "@/lib/engine/logs/file-log-store";
import type { PipelineState } from "@/lib/engine/state";
import { LOG_GROUP } from "./crash-pipelines";
import { readJournal } from "./journal";

/** Where an engine that is no more has left its work. */
export interface Remains {
  readonly url: string;
  readonly directory: string;
  readonly connection: EngineStoreConnection;
}

/** Replays what is stored through the pure model, and compares states and records. */
export async function checkStates({ url, connection }: Remains): Promise<void> {
  await endedSessions(url);
  for (const saved of await createEngineStore(connection.query).loadStates()) {
    const first = await startOfReplay(connection, saved);
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
    expect(await storedRecords(connection, [...records.keys()])).toEqual(throughJson(Object.fromEntries(records)));
  }
}

/** Of the engine that was killed: what it had sent is done, or was never taken. */
async function endedSessions(url: string): Promise<void> {
  const claim = openEngineStoreConnection(url);
  await claim.claim();
  await claim.close();
}

async function startOfReplay(
  connection: EngineStoreConnection,
  { pipelineName, region, accountId }: PipelineState,
): Promise<PipelineState> {
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

async function storedRecords(
  connection: EngineStoreConnection,
  ids: readonly string[],
): Promise<Record<string, unknown>> {
  const rows = await connection.query<{ id: string; record: unknown }>(
    "crash-records",
    `SELECT pipeline_execution_id AS id, record FROM engine.pipeline_execution WHERE pipeline_execution_id = ANY ($1)
     UNION ALL SELECT action_execution_id, record FROM engine.action_execution WHERE action_execution_id = ANY ($1)
     UNION ALL SELECT rule_execution_id, record FROM engine.rule_execution WHERE rule_execution_id = ANY ($1)`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, record }) => [id, record]));
}

/** What was begun or acknowledged is on record, no attempt began twice, and no log line is lost. */
export async function checkJournal({ directory, connection }: Remains): Promise<void> {
  const entries = readJournal(directory);
  // What belonged to a pipeline that was deleted is gone with it.
  const lasting = entries.filter((entry) => !("pipelineName" in entry) || entry.pipelineName !== "temporary");
  const began = entries.flatMap((entry) => (entry.type === "began" ? [entry.attemptId] : []));
  expect(new Set(began).size, "no attempt began twice").toBe(began.length);

  const known = await storedRecords(
    connection,
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
