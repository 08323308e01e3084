import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { say, StartError } from "./say.mjs";
import { ROOT } from "./settings.mjs";

/**
 * Installs the versions that package-lock.json names, unless node_modules already holds it.
 * Install scripts stay off: the only one Penstock depends on is done by `linkPostgresLibraries`, and Prisma's would
 * download an engine that is not used.
 */
export function installPackages() {
  if (packagesAreFresh()) return;
  say("Installing packages…");
  // Not `npm ci`: it demands that the lock file names the optional packages of every other platform, too.
  const args = [
    "install",
    "--no-save",
    "--ignore-scripts",
    "--include=dev",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const npm = spawnSync("npm", args, { cwd: ROOT, encoding: "utf8", shell: process.platform === "win32" });
  if (npm.status === 0) return;
  const reason = npm.error?.message ?? `${npm.stdout}${npm.stderr}`.trim();
  throw new StartError(`Installing the packages failed. Check the network and run it again.\n${reason}`);
}

/** npm records what it installed in node_modules/.package-lock.json, as its last step. */
function packagesAreFresh() {
  const record = path.join(ROOT, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = readPackages(record);
  return Object.entries(readPackages(path.join(ROOT, "package-lock.json"))).every(([location, wanted]) => {
    if (location === "") return true;
    const found = installed[location];
    return found ? found.version === wanted.version : wanted.optional === true;
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}
