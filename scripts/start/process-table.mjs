import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export function processIsAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The command line of a process, empty when it is gone. */
export function commandOf(pid) {
  if (process.platform !== "linux") return ps(pid, "command=");
  return readProc(pid, "cmdline").replaceAll("\0", " ");
}

/**
 * Tells a process from a later one with the same id: when it was started. Empty when it is gone.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html field 22, which follows the name in parentheses
 */
export function startMarkOf(pid) {
  if (process.platform !== "linux") return ps(pid, "lstart=");
  const stat = readProc(pid, "stat");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

/** Waits for a process that is not our child. @returns whether it ended in time */
export async function waitForExit(pid, withinMs) {
  const deadline = Date.now() + withinMs;
  while (processIsAlive(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/** Signals a process and everything it started in its group; nothing happens when they are gone. */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

function readProc(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return ""; // the process ended
  }
}

function ps(pid, column) {
  return (spawnSync("ps", ["-p", String(pid), "-o", column], { encoding: "utf8" }).stdout ?? "").trim();
}
