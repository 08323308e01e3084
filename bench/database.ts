import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { createDatabase } from "../scripts/database/databases.mjs";
import { embeddedPostgres } from "../scripts/database/embedded-postgres.mjs";
import { migrate } from "../scripts/database/migrate.mjs";
import { freePort } from "../scripts/start/ports.mjs";
import { median } from "./report";

/** Runs `work` with a database of its own: the embedded server as Penstock starts it, every migration applied. */
export async function withDatabase<Result>(folder: string, work: (url: string) => Promise<Result>): Promise<Result> {
  await mkdir(folder, { recursive: true });
  const server = await embeddedPostgres({
    dir: path.join(folder, "postgres"),
    port: await freePort(),
    password: "bench",
    logFile: path.join(folder, "postgres.log"),
  });
  const child = await server.start();
  try {
    await createDatabase(server.urlOf("postgres"), "bench");
    await migrate(server.urlOf("bench"));
    return await work(server.urlOf("bench"));
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    await ended;
  }
}

/** What one durable commit of one small row takes, sent one after the other. */
export async function commitMs(url: string, count = 200): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("CREATE TABLE IF NOT EXISTS public.bench_commit (id int PRIMARY KEY, n int)");
    await client.query("INSERT INTO public.bench_commit VALUES (1, 0) ON CONFLICT DO NOTHING");
    const sample: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const startedAt = performance.now();
      await client.query({ name: "commit", text: "UPDATE public.bench_commit SET n = n + 1 WHERE id = 1" });
      sample.push(performance.now() - startedAt);
    }
    return median(sample);
  } finally {
    await client.end();
  }
}
