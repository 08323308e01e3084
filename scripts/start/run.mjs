import { mkdirSync } from "node:fs";
import path from "node:path";
import { migrate } from "../database/migrate.mjs";
import { buildAll } from "./build.mjs";
import { startDatabase } from "./database.mjs";
import { prepareFirstRun } from "./first-run.mjs";
import { choosePorts } from "./ports.mjs";
import { generatePrismaClient } from "./prisma-client.mjs";
import { processesOf } from "./processes.mjs";
import { engineUrl, waitUntilHealthy } from "./readiness.mjs";
import { say } from "./say.mjs";
import { seed } from "./seed.mjs";
import { Supervisor } from "./supervisor.mjs";

/** Starts everything and returns once it is up; the processes run until a signal comes. */
export async function run(requested) {
  mkdirSync(path.join(requested.dataDir, "logs"), { recursive: true });
  const supervisor = new Supervisor({ dataDir: requested.dataDir, echoOutput: requested.isDev });
  await supervisor.claimDataDir();
  supervisor.stopOnSignals();
  try {
    await start(await choosePorts(requested), supervisor);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

async function start(requested, supervisor) {
  const [databaseUrl] = await Promise.all([startDatabase(requested, supervisor), prepareCode(requested)]);
  const settings = { ...requested, databaseUrl };
  await migrate(databaseUrl);
  const ownerLink = prepareFirstRun(settings);
  await Promise.all(processesOf(settings).map((part) => supervisor.runNode(part)));
  await announce(settings, supervisor, ownerLink);
}

async function prepareCode(settings) {
  await generatePrismaClient();
  if (!settings.isDev) await buildAll(settings.parts);
}

async function announce(settings, supervisor, ownerLink) {
  await waitUntilHealthy({ settings, supervisor });
  if (supervisor.isStopping) return;
  if (!settings.parts.includes("web")) return say(`The engine is ready: ${engineUrl(settings)}`);
  await seed(settings);
  say(`Penstock is ready: ${settings.publicUrl}`);
  const link = await ownerLink;
  if (link) say(`First start: open ${link} to create the owner. The link works once.`);
}
