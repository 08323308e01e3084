import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Page } from "playwright";
import { Client } from "pg";
import { z } from "zod";
import { executionDetail } from "@/lib/contracts/execution-detail";
import { CHANGES_CHANNEL } from "@/lib/db/live-changes";
import { engineClient } from "@/scripts/testing/engine-client";
import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { OWNER, type Stack, startStack, withFolder } from "@/scripts/testing/stack";
import { startApprovalChain, type ApprovalChain } from "./approval-chain";
import { withDatabase } from "./database";
import { processUsage } from "./process-usage";
import { percentile, type Report } from "./report";

const WATCHERS = 200;
const PEOPLE = 10;
const CHANGES = 40;
const BETWEEN_MS = 250;
const SETTLE_MS = 5_000;

/** What `watch-execution.mjs` is told. */
export interface Watch {
  readonly url: string;
  /** Of the execution, as pages and API have it. */
  readonly path: string;
  /** Its query key. */
  readonly key: readonly string[];
  /** Of the people who watch, in turn. */
  readonly cookies: readonly string[];
  readonly watchers: number;
}

/** What `watch-execution.mjs` tells at the end. */
const result = z.object({
  watchers: z.array(
    z.object({
      /** Announcements in the order in which they came. */
      heard: z.array(z.string()),
      reads: z.number(),
      /** What was answered to reads that failed; each was tried again. */
      failures: z.array(z.string()),
      /** The execution as it was read last. */
      last: z.string(),
      delaysMs: z.array(z.number()),
    }),
  ),
});
type Watcher = z.infer<typeof result>["watchers"][number];

/**
 * 200 watchers, ten people with twenty pages each, of one execution while it runs: what it costs the web process and
 * the database, and whether anybody misses anything. An update is lost when a watcher does not hear an announcement
 * that PostgreSQL made, or does not end with the state that is stored.
 */
export async function benchWatchers(report: Report): Promise<void> {
  await withFolder((folder) =>
    withDatabase(path.join(folder, "database"), async (database) => {
      const stack = await startStack({ dataDir: path.join(folder, "data"), env: { DATABASE_URL: database } });
      const postgres = new Client({ connectionString: database });
      await postgres.connect();
      try {
        const { client } = await engineClient(stack.dataDir);
        await withSignedInPage(stack.url, async (page) => {
          const chain = await startApprovalChain(page, { stack, client, length: CHANGES + 1 });
          const cookies = await signInPeople(page, stack.url, postgres);
          await measure({ report, chain, cookies, postgres, page, stack });
        });
      } finally {
        await postgres.end();
        await stack.stop();
      }
    }),
  );
}

/** Adds people with the owner's password, and signs each in. @returns what their browsers send */
async function signInPeople(page: Page, url: string, postgres: Client): Promise<string[]> {
  const cookies: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    const email = `watcher-${person}@penstock.invalid`;
    await postgres.query(
      `INSERT INTO app_user (id, email, name, password_hash, role)
       SELECT gen_random_uuid(), $1, $1, password_hash, 'viewer' FROM app_user WHERE email = $2`,
      [email, OWNER.email],
    );
    const context = await page.context().browser()?.newContext();
    if (!context) throw new Error("The page has no browser.");
    const { csrfToken } = z
      .object({ csrfToken: z.string() })
      .parse(await (await context.request.get(`${url}/api/auth/csrf`)).json());
    await context.request.post(`${url}/api/auth/callback/credentials`, {
      form: { csrfToken, email, password: OWNER.password, json: "true" },
    });
    cookies.push((await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; "));
    await context.close();
  }
  return cookies;
}

interface Measuring {
  readonly report: Report;
  readonly chain: ApprovalChain;
  readonly cookies: readonly string[];
  readonly postgres: Client;
  readonly page: Page;
  readonly stack: Stack;
}

async function measure({ report, chain, cookies, postgres, page, stack }: Measuring): Promise<void> {
  const pid = await webProcess(stack);
  const before = await processUsage(pid);
  const address = new URL(chain.url).pathname;
  const watch: Watch = { url: stack.url, path: address, key: address.slice(1).split("/"), cookies, watchers: WATCHERS };
  const worker = new Worker(new URL("./watch-execution.mjs", import.meta.url), { workerData: watch });
  await once(worker, "message"); // all streams are open
  await pause(SETTLE_MS);
  const idle = await processUsage(pid);
  report("watchers.idle.memory", idle.residentMiB - before.residentMiB, "MiB more for 200 streams");

  const announced: string[] = [];
  await postgres.query(`LISTEN ${CHANGES_CHANNEL}`);
  postgres.on("notification", ({ payload }) => announced.push(payload ?? ""));
  const startedAt = performance.now();
  const transactions = await countTransactions(postgres);
  for (const action of chain.actions.slice(0, CHANGES)) {
    await chain.approve(action);
    await pause(BETWEEN_MS);
  }
  await pause(SETTLE_MS);
  worker.postMessage("end");
  const [message] = await once(worker, "message");
  const { watchers } = result.parse(message);
  const seconds = (performance.now() - startedAt) / 1_000;
  const used = await processUsage(pid);
  const queries = (await countTransactions(postgres)) - transactions;
  const stored = stateOf(await (await page.request.get(chain.api)).text());

  report("watchers.announcements", announced.length, "announced");
  report("watchers.reads", sum(watchers.map(({ reads }) => reads)) / CHANGES, "reads per change");
  report(
    "watchers.read.p95",
    percentile(
      watchers.flatMap(({ delaysMs }) => delaysMs),
      0.95,
    ),
    "ms",
  );
  const failures = watchers.flatMap((watcher) => watcher.failures);
  for (const failure of new Set(failures)) console.error(failure);
  report("watchers.failed-reads", failures.length, "reads");
  report("watchers.web.cpu", (used.cpuMs - idle.cpuMs) / CHANGES, "ms per change");
  report("watchers.web.busy", (used.cpuMs - idle.cpuMs) / seconds / 10, "% of a core");
  report("watchers.web.memory", used.residentMiB, "MiB resident");
  report("watchers.database", queries / CHANGES, "transactions per change");
  report("watchers.lost", lostUpdates(watchers, announced, stored), "updates");
}

async function webProcess({ dataDir }: Stack): Promise<number> {
  const record = await readFile(path.join(dataDir, "run", "web.json"), "utf8");
  return z.object({ pid: z.number() }).parse(JSON.parse(record)).pid;
}

/** Every statement outside a transaction counts as one, whoever sent it: web, worker and engine. */
async function countTransactions(postgres: Client): Promise<number> {
  const counted = await postgres.query<{ count: string }>(
    "SELECT xact_commit + xact_rollback AS count FROM pg_stat_database WHERE datname = current_database()",
  );
  return Number(counted.rows[0]?.count);
}

/** What was announced and not heard, and watchers who do not end with what is stored. */
function lostUpdates(watchers: readonly Watcher[], announced: readonly string[], stored: string): number {
  return sum(
    watchers.map(({ heard, last }) => {
      const unheard = new Map<string, number>();
      for (const payload of announced) unheard.set(payload, (unheard.get(payload) ?? 0) + 1);
      for (const payload of heard) unheard.set(payload, (unheard.get(payload) ?? 0) - 1);
      const missing = sum([...unheard.values()].filter((count) => count > 0));
      return missing + (stateOf(last) === stored ? 0 : 1);
    }),
  );
}

/** What an execution's answer says of its state; the rest differs between people. */
function stateOf(answer: string): string {
  const { status, lastUpdatedAt, stages } = executionDetail.parse(JSON.parse(answer));
  const actions = stages.flatMap((stage) => stage.actions.map(({ name, attempts }) => [name, attempts.at(-1)?.status]));
  return JSON.stringify({ status, lastUpdatedAt, actions });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
