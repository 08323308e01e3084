import path from "node:path";
import { StartError } from "./say.mjs";

export const ROOT = path.resolve(import.meta.dirname, "../..");

/**
 * The settings of one start, from its arguments and environment.
 * `parts` are the processes to run: all of them, or the engine alone (`--only engine`).
 */
export function readSettings(args, env) {
  const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
  const withEngine = switchOf(env, "PENSTOCK_ENGINE");
  if (only !== undefined && only !== "engine") throw new StartError(`--only knows "engine", not "${only}".`);
  return {
    isDev: args.includes("--dev"),
    parts: partsOf({ only, withEngine }),
    host: env.HOST || "127.0.0.1",
    port: portOf(env, "PORT", 3000),
    enginePort: portOf(env, "PENSTOCK_ENGINE_PORT", 4510),
    dataDir: path.resolve(ROOT, env.PENSTOCK_DATA_DIR || "data"),
    databaseUrl: env.DATABASE_URL || null,
    publicUrl: env.NEXTAUTH_URL || null,
    env,
  };
}

function partsOf({ only, withEngine }) {
  if (only) return [only];
  return withEngine ? ["engine", "worker", "web"] : ["worker", "web"];
}

function portOf(env, name, fallback) {
  const text = env[name] || String(fallback);
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StartError(
    `${name} is "${text}", which is not a port. Give a number from 1 to 65535, or 0 for a free one.`,
  );
}

function switchOf(env, name) {
  const text = env[name] || "on";
  if (text === "on" || text === "off") return text === "on";
  throw new StartError(`${name} is "${text}". It is either "on" or "off".`);
}
