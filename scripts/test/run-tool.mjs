import { spawn } from "node:child_process";
import path from "node:path";
import { ROOT } from "../start/settings.mjs";

/** Runs a program of node_modules/.bin, its output shown as it comes. Rejects when it fails. */
export function runTool(name, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(ROOT, "node_modules/.bin", name), args, {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${name} ended with ${signal ?? `exit code ${code}`}.`));
    });
  });
}
