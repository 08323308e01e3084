import { spawn } from "node:child_process";
import pg from "pg";
import { nodeProcess } from "./processes.mjs";
import { StartError } from "./say.mjs";
import { ROOT } from "./settings.mjs";

/**
 * While nobody can sign in: creates the owner from the environment, or a one-time link that does.
 * @returns the link, or null when there is an owner
 */
export async function prepareFirstRun(settings) {
  if (!settings.parts.includes("web") || (await hasPeople(settings.databaseUrl))) return null;
  const { PATH, PENSTOCK_OWNER_EMAIL = "", PENSTOCK_OWNER_PASSWORD = "" } = settings.env;
  const part = nodeProcess("first-run", settings, { PATH, PENSTOCK_OWNER_EMAIL, PENSTOCK_OWNER_PASSWORD });
  const { token } = JSON.parse(await outputOf(part));
  return token ? `${settings.publicUrl}/setup?token=${token}` : null;
}

async function hasPeople(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query("SELECT 1 FROM app_user LIMIT 1")).rowCount > 0;
  } finally {
    await client.end();
  }
}

function outputOf({ command, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new StartError(errors.trim()));
    });
  });
}
