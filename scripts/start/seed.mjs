import { spawn } from "node:child_process";
import pg from "pg";
import { nodeProcess } from "./processes.mjs";
import { say } from "./say.mjs";
import { ROOT } from "./settings.mjs";

/**
 * Gives a new workspace its sample pipeline and its demo history. Needs the engine to answer; does nothing in a
 * workspace that had them before. Without them Penstock works, so a failure is told and no more.
 */
export async function seed(settings) {
  if (settings.env.PENSTOCK_DEMO === "off" || (await isSeeded(settings.databaseUrl))) return;
  const { PATH, HOME } = settings.env;
  const PENSTOCK_ENGINE = settings.parts.includes("engine") ? "on" : "off";
  const { command, env } = nodeProcess("seed", settings, { PATH, HOME, PENSTOCK_ENGINE });
  const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) say(`The sample and the demo data could not be added; the next start tries again. ${errors.trim()}`);
}

async function isSeeded(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query("SELECT 1 FROM audit_event WHERE action = 'demo.seed' LIMIT 1")).rowCount > 0;
  } finally {
    await client.end();
  }
}
