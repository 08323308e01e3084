import { readdirSync, readFileSync } from "node:fs";

/**
 * Kills what has left the process group of a build (`setsid`, a double fork) by a variable that everything it started
 * has inherited, and that no other build has. Only Linux tells the environment of a process; elsewhere what leaves the
 * group stays.
 * @param since no process older than this one is looked at, which makes the search cheap
 * @param variable `NAME=value`
 */
export function killStrays(since: number, variable: string): void {
  killWhere((inherited) => inherited === variable, since);
}

/**
 * Kills what builds of an engine that was itself killed have left running: they are known by their home directory. To
 * be called before the first action, so that no build goes on beside its own retry.
 */
export function killOrphanedBuilds(workRoot: string): void {
  killWhere((inherited) => inherited.startsWith(`HOME=${workRoot}/`), 0);
}

function killWhere(matches: (variable: string) => boolean, since: number): void {
  if (process.platform !== "linux") return;
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (pid > since && pid !== process.pid && environmentOf(pid).some(matches)) kill(pid);
  }
}

/** Empty for a process of somebody else, or one that has just ended. */
function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
