import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { commandOf, processIsAlive, waitForExit } from "../start/process-table.mjs";
import { StartError } from "../start/say.mjs";
import { findPostgresBinaries } from "./postgres-binaries.mjs";
import { prepareServerUser } from "./server-user.mjs";

const USER = "penstock";
const READY_WITHIN_MS = 60_000;

/**
 * A PostgreSQL server of our own in `dir`, made on first use, listening on loopback only.
 * `start()` returns the child process, which ends when the server does; `urlOf(database)` reaches a database of it.
 *
 * @param {object} options
 * @param {string} options.dir the cluster's directory
 * @param {number} options.port a free port
 * @param {string} options.password of the one role, `penstock`
 * @param {string} options.logFile appended to
 * @param {readonly string[]} [options.settings] further server settings, as `name=value`
 */
export async function embeddedPostgres({ dir, port, password, logFile, settings = [] }) {
  const binaries = findPostgresBinaries();
  const user = prepareServerUser([dir, binaries.postgres]);
  await initialise({ dir, password, initdb: binaries.initdb, user });

  return {
    urlOf: (database) => `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    /** @returns {Promise<import("node:child_process").ChildProcess>} once it accepts connections */
    async start() {
      await endLeftover(dir);
      const log = openSync(logFile, "a", 0o600);
      const options = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", ...settings];
      const [file, args] = user.commandFor(binaries.postgres, [
        "-D",
        dir,
        ...options.flatMap((option) => ["-c", option]),
      ]);
      // Its own process group: Ctrl-C reaches only the start script, which stops the database last.
      const child = spawn(file, args, { ...user.ids, env: serverEnv(), stdio: ["ignore", log, log], detached: true });
      closeSync(log);
      await waitUntilReady({ child, dir, logFile });
      return child;
    },
  };
}

/** A cluster is complete once it has its final name, so one that was cut short is simply made again. */
async function initialise({ dir, password, initdb, user }) {
  if (existsSync(path.join(dir, "PG_VERSION"))) return;
  const unfinished = `${dir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(unfinished, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  user.own(unfinished);
  user.own(passwordFile);
  const cluster = path.join(unfinished, "cluster");
  const [file, args] = user.commandFor(initdb, [
    `--pgdata=${cluster}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--no-instructions",
  ]);
  await runToEnd(file, args, { ...user.ids, env: serverEnv() });
  renameSync(cluster, dir);
  rmSync(unfinished, { recursive: true });
}

function runToEnd(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new StartError(`PostgreSQL could not create its data directory.\n${output.trim()}`));
    });
  });
}

/**
 * The server writes "ready" into the eighth line of postmaster.pid once it accepts connections.
 * @see https://github.com/postgres/postgres/blob/master/src/include/utils/pidfile.h
 */
async function waitUntilReady({ child, dir, logFile }) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const pidFile = readPidFile(dir);
    if (Number(pidFile?.[0]) === child.pid && pidFile[7]?.trim() === "ready") return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill("SIGKILL");
  throw new StartError(`PostgreSQL did not start. Its log says why: ${logFile}`);
}

/**
 * Stops a server that outlived its start script. PostgreSQL itself recognises the pid file of a server that is gone,
 * but not one whose process id another program has by now.
 */
async function endLeftover(dir) {
  const pid = Number(readPidFile(dir)?.[0]);
  if (!processIsAlive(pid)) return;
  if (commandOf(pid).includes(dir)) {
    process.kill(pid, "SIGINT");
    await waitForExit(pid, 30_000);
  } else {
    rmSync(path.join(dir, "postmaster.pid"), { force: true });
  }
}

function readPidFile(dir) {
  const file = path.join(dir, "postmaster.pid");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n") : null;
}

/** The server needs no more than this, and its messages must not depend on the machine's language. */
function serverEnv() {
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}
