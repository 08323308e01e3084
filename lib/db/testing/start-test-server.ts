import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { createDatabase } from "../../../scripts/database/databases.mjs";
import { embeddedPostgres } from "../../../scripts/database/embedded-postgres.mjs";
import { migrate } from "../../../scripts/database/migrate.mjs";
import { freePort } from "../../../scripts/start/ports.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this run; `template` has every migration applied. */
    testServer: { readonly adminUrl: string; readonly template: string };
  }
}

/** Nothing here outlives the run, so nothing is worth writing to disk twice. */
const FAST_AND_FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

/** Vitest's global set-up for `*.database.test.ts`: one PostgreSQL per run, gone with it. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "penstock-test-"));
  const server = await embeddedPostgres({
    dir: path.join(folder, "postgres"),
    port: await freePort(),
    password: "test",
    logFile: path.join(folder, "postgres.log"),
    settings: FAST_AND_FORGETFUL,
  });
  const child = await server.start();
  process.once("exit", () => child.kill("SIGINT"));
  await createDatabase(server.urlOf("postgres"), "template");
  await migrate(server.urlOf("template"));
  project.provide("testServer", { adminUrl: server.urlOf("postgres"), template: "template" });
  return async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}
