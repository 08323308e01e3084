import { readdir, readFile } from "node:fs/promises";

/**
 * Kills what has left the process group of a build (`setsid`, a double fork) by a variable that everything it started
 * has inherited, and that no other build has. Only Linux tells the environment of a process; elsewhere what leaves the
 * group stays.
 * @param since no process older than this one is looked at, which makes the search cheap
 * @param variable `NAME=value`
 */
export function killStrays(since: number, variable: string): Promise<void> {
  return killWhere((inherited) => inherited === variable, since);
}

/**
 * Kills what builds of an engine that was itself killed have left running: they are known by their home directory. To
 * be called before the first action, so that no build goes on beside its own retry.
 */
export function killOrphanedBuilds(workRoot: string): Promise<void> {
  return killWhere((inherited) => inherited.startsWith(`HOME=${workRoot}/`), 0);
}

async function killWhere(matches: (variable: string) => boolean, since: number): Promise<void> {
  if (process.platform !== "linux") return;
  const names = await readdir("/proc").catch(() => []);
  const pids = names.map(Number).filter((pid) => pid > since && pid !== process.pid);
  for (const pid of pids) if ((await environmentOf(pid)).some(matches)) kill(pid);
}

/** Empty for a process of somebody else, or one that has just ended. */
async function environmentOf(pid: number): Promise<readonly string[]> {
  try {
    return (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0");
  } catch {
    return [];
  }
}

/** One that has ended meanwhile, or that changed its user, is none of ours any more. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
