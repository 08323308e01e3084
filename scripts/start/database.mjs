import path from "node:path";
import { embeddedPostgres } from "../database/embedded-postgres.mjs";
import { createDatabase } from "../database/databases.mjs";
import { freePort } from "./ports.mjs";
import { secretNamed } from "./secrets.mjs";

/** @returns the URL of the database: the one that was given, or that of the embedded server, which it starts */
export async function startDatabase(settings, supervisor) {
  if (settings.databaseUrl) return settings.databaseUrl;
  const server = await embeddedPostgres({
    dir: path.join(settings.dataDir, "postgres"),
    port: await freePort(),
    password: secretNamed(settings.dataDir, "postgres-password"),
    logFile: path.join(settings.dataDir, "logs/postgres.log"),
  });
  await supervisor.run({ name: "postgres", spawn: () => server.start(), stopSignal: "SIGINT", stopsLast: true });
  await createDatabase(server.urlOf("postgres"), "penstock");
  return server.urlOf("penstock");
}
