import { spawnSync } from "node:child_process";
import { chownSync, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { StartError } from "../start/say.mjs";

const NAME = "postgres";

/**
 * PostgreSQL refuses to run as root, so root starts it as the system user `postgres`, made when it is missing.
 * That user may be unable to enter the clone (a home or temporary directory is often closed to others); then, and
 * only then, the server keeps root's right to pass closed directories.
 *
 * @param {readonly string[]} places files and directories the server has to reach
 */
export function prepareServerUser(places) {
  if (process.getuid?.() !== 0) return { ids: {}, own() {}, commandFor: (file, args) => [file, args] };
  const { uid, gid } = findUser() ?? createUser();
  const own = (file) => chownSync(file, uid, gid);
  if (places.every(isOpenToAll)) return { ids: { uid, gid }, own, commandFor: (file, args) => [file, args] };
  if (spawnSync("setpriv", ["--version"]).status !== 0) {
    throw new StartError(
      `PostgreSQL runs as the user "${NAME}", who may not enter ${places.find((place) => !isOpenToAll(place))}. ` +
        "Start Penstock as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.",
    );
  }
  // Without the securebit, access(2), with which initdb looks for its sibling, would ignore the capability.
  const keep = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"];
  const become = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...keep, "--"];
  return { ids: {}, own, commandFor: (file, args) => ["setpriv", [...become, file, ...args]] };
}

function findUser() {
  const entry = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === NAME);
  return entry ? { uid: Number(entry[2]), gid: Number(entry[3]) } : null;
}

function createUser() {
  const args = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME];
  const made = spawnSync("useradd", args, { encoding: "utf8" });
  const user = findUser();
  if (user) return user;
  const reason = made.error?.message ?? made.stderr.trim();
  throw new StartError(
    `PostgreSQL must not run as root, and creating the user "${NAME}" failed (${reason}). ` +
      "Start Penstock as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

/** Whether everyone may pass every directory above `place`, and read `place` itself when it is a file. */
function isOpenToAll(place) {
  if (existsSync(place) && statSync(place).isFile() && (statSync(place).mode & 0o005) !== 0o005) return false;
  for (let folder = path.dirname(place); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}
