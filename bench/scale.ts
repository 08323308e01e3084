import { once } from "node:events";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";
import {
  type CodePipelineClient,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
} from "@aws-sdk/client-codepipeline";
import { Client } from "pg";
import { engineClient } from "@/scripts/testing/engine-client";
import { startStack, withFolder } from "@/scripts/testing/stack";
import { withDatabase } from "./database";
import { percentile, type Report } from "./report";
import { declareScripted, startScriptedEngine } from "./scripted-engine";

const PIPELINES = 1_000;
const EXECUTIONS = 10_000;
const IN_PROGRESS = 200;
const AT_ONCE = 50;
const CLIENTS = 32;
const LOAD_MS = 5_000;
const SIGNED_REQUESTS = 200;
const MEBIBYTE = 1024 ** 2;

/** What `api-load.mjs` sends. */
export interface Load {
  readonly url: string;
  readonly requests: readonly { readonly headers: Readonly<Record<string, string>>; readonly body: string }[];
  readonly clients: number;
  readonly durationMs: number;
}

/**
 * 1,000 pipelines with 10,000 executions, 200 of them in progress: how fast they run with actions that end at once, what
 * they take of memory, how long a restart takes, and how fast the API answers 32 clients then.
 */
export async function benchScale(report: Report): Promise<void> {
  await withFolder((folder) =>
    withDatabase(path.join(folder, "database"), async (url) => {
      await fill(url, report);
      const heapBefore = heapBytes();
      const again = performance.now();
      const restarted = await startScriptedEngine(url);
      report("scale.load", performance.now() - again, "ms");
      report("scale.heap", (heapBytes() - heapBefore) / MEBIBYTE, "MiB for all pipelines");
      await restarted.stop();

      const stack = await startStack({
        dataDir: path.join(folder, "data"),
        args: ["--only", "engine"],
        env: { DATABASE_URL: url },
      });
      try {
        report("scale.restart", stack.readyMs, "ms");
        const { client, endpoint } = await engineClient(stack.dataDir);
        await benchApi(client, endpoint, report);
      } finally {
        await stack.stop();
      }
    }),
  );
}

async function fill(url: string, report: Report): Promise<void> {
  const scripted = await startScriptedEngine(url);
  const names = Array.from({ length: PIPELINES }, (_, index) => nameOf(index));
  await inParallel(names, (name, index) => scripted.create(declareScripted(name, index < IN_PROGRESS)));
  const before = { heap: heapBytes(), database: await databaseBytes(url) };
  const startedAt = performance.now();
  const rounds = EXECUTIONS / PIPELINES - 1;
  const finishing = names.slice(IN_PROGRESS);
  for (let round = 0; round < rounds; round += 1) await inParallel(finishing, (name) => scripted.run(name));
  const seconds = (performance.now() - startedAt) / 1_000;
  const count = rounds * finishing.length;
  report("scale.executions", count / seconds, "per second");
  const perThousand = (bytes: number): number => bytes / (count / 1_000) / MEBIBYTE;
  // Around 0 and at times below: an execution that has ended is in the database only.
  report("scale.memory", perThousand(heapBytes() - before.heap), "MiB per 1,000 finished executions");
  report(
    "scale.database",
    perThousand((await databaseBytes(url)) - before.database),
    "MiB per 1,000 finished executions",
  );
  await scripted.stop();
}

async function benchApi(client: CodePipelineClient, url: string, report: Report): Promise<void> {
  const name = (index: number) => nameOf((index * 7) % PIPELINES);
  const loads = {
    GetPipelineState: await signed(client, (signing, index) =>
      signing.send(new GetPipelineStateCommand({ name: name(index) })),
    ),
    ListActionExecutions: await signed(client, (signing, index) =>
      signing.send(new ListActionExecutionsCommand({ pipelineName: name(index) })),
    ),
    ListPipelineExecutions: await signed(client, (signing, index) =>
      signing.send(new ListPipelineExecutionsCommand({ pipelineName: name(index) })),
    ),
  };
  for (const [operation, requests] of Object.entries(loads)) {
    const times = await drive({ url, requests, clients: CLIENTS, durationMs: LOAD_MS });
    report(`scale.${operation}`, times.length / (LOAD_MS / 1_000), "requests/s");
    report(`scale.${operation}.p99`, percentile(times, 0.99), "ms");
  }
}

/** Requests as the SDK sends them. They are valid for a quarter of an hour, which is longer than the load lasts. */
async function signed(
  client: CodePipelineClient,
  send: (client: CodePipelineClient, index: number) => Promise<unknown>,
): Promise<Load["requests"]> {
  const requests: { headers: Record<string, string>; body: string }[] = [];
  client.middlewareStack.add(
    (next) => (args) => {
      const { headers, body } = args.request as { headers: Record<string, string>; body: string }; // the SDK's own
      requests.push({ headers, body });
      return next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "keepSigned" },
  );
  try {
    for (let index = 0; index < SIGNED_REQUESTS; index += 1) await send(client, index);
  } finally {
    client.middlewareStack.remove("keepSigned");
  }
  return requests;
}

async function drive(load: Load): Promise<number[]> {
  const worker = new Worker(new URL("./api-load.mjs", import.meta.url), { workerData: load });
  const [times] = (await once(worker, "message")) as [number[]]; // what the thread sends
  return times;
}

async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let index = next++; index < items.length; index = next++) {
        const item = items[index];
        if (item !== undefined) await work(item, index);
      }
    }),
  );
}

function nameOf(index: number): string {
  return `pipeline-${String(index).padStart(4, "0")}`;
}

/** After everything that is garbage was collected. */
async function databaseBytes(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ size: string }>("SELECT pg_database_size(current_database()) AS size");
  await client.end();
  return Number(rows[0]?.size);
}

function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().heapUsed;
}
