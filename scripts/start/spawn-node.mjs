import { spawn } from "node:child_process";
import path from "node:path";
import { ROOT } from "./settings.mjs";

const PRELOADED = path.join(ROOT, "scripts/start/private-environment.mjs");
const PRIVATE_FD = 3;
/** Passwords and keys, and addresses that may hold some. */
const PRIVATE = /^(AWS_.*|DATABASE_URL|NEXTAUTH_SECRET|PENSTOCK_INGEST_KEY|PENSTOCK_OWNER_.*|.*_proxy)$/i;

/**
 * Starts a Node program from the checkout, with its output in pipes. It finds all of `env` in `process.env`; what is
 * private of it is not in the environment that other processes can see.
 *
 * @param {readonly string[]} command what follows `node`
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function spawnNode(command, env, options = {}) {
  const isPrivate = ([name]) => PRIVATE.test(name);
  const entries = Object.entries(env);
  const child = spawn(process.execPath, ["--import", PRELOADED, ...command], {
    cwd: ROOT,
    ...options,
    env: {
      ...Object.fromEntries(entries.filter((entry) => !isPrivate(entry))),
      PENSTOCK_PRIVATE_FD: String(PRIVATE_FD),
    },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const pipe = child.stdio[PRIVATE_FD];
  pipe.on("error", () => undefined); // a program that ends at once reads nothing; its end says so
  pipe.end(JSON.stringify(Object.fromEntries(entries.filter(isPrivate))));
  return child;
}
