import { readdir, readFile, readlink } from "node:fs/promises";
import type { Clock } from "@/lib/clock";
import { pause } from "./process-group";

const GRACE_MS = 5_000;
const POLL_MS = 50;

/**
 * How what has left the process group of a build (`setsid`, a double fork) is still known: by a variable that all it
 * started has inherited and no other build has, or by its working directory. Only Linux tells; elsewhere it stays.
 */
export interface StrayMarks {
  /** `NAME=value` */
  readonly variable: string;
  /** An absolute path; a process works in it or below. */
  readonly directory: string;
}

/** Kills strays. @param since no process older than this one is looked at, which makes the search cheap */
export async function killStrays(marks: readonly StrayMarks[], since: number): Promise<void> {
  for (const pid of await findStrays(marks, since)) signal(pid, "SIGKILL");
}

/** Asks strays to end, and kills what is left after the grace. Resolves when none is found any more. */
export async function endStrays(marks: readonly StrayMarks[], clock: Clock): Promise<void> {
  const killAt = clock.now() + GRACE_MS;
  const asked = new Set<number>();
  for (;;) {
    const strays = await findStrays(marks, 0);
    if (strays.length === 0) return;
    for (const pid of strays) {
      if (clock.now() >= killAt) signal(pid, "SIGKILL");
      else if (!asked.has(pid)) signal(pid, "SIGTERM");
      asked.add(pid);
    }
    await pause(clock, POLL_MS);
  }
}

/**
 * Kills what builds of an engine that was itself killed have left running: they are known by the directories they were
 * given. To be called before the first action, so that no build goes on beside its own retry.
 */
export async function killOrphanedBuilds(workRoot: string): Promise<void> {
  const starts = ["HOME", "CODEBUILD_SRC_DIR"].map((name) => `${name}=${workRoot}/`);
  const isOurs = (variable: string): boolean => starts.some((start) => variable.startsWith(start));
  for (const pid of await processesSince(0)) if ((await environmentOf(pid)).some(isOurs)) signal(pid, "SIGKILL");
}

async function findStrays(marks: readonly StrayMarks[], since: number): Promise<number[]> {
  const found: number[] = [];
  const variables = new Set(marks.map(({ variable }) => variable));
  for (const pid of await processesSince(since)) {
    const isMarked = (await environmentOf(pid)).some((variable) => variables.has(variable));
    if (isMarked || (await worksInOne(pid, marks))) found.push(pid);
  }
  return found;
}

async function processesSince(since: number): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const names = await readdir("/proc").catch(() => []);
  return names.map(Number).filter((pid) => pid > since && pid !== process.pid);
}

/** Empty for a process of somebody else, or one that has ended. */
async function environmentOf(pid: number): Promise<readonly string[]> {
  try {
    return (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0");
  } catch {
    return [];
  }
}

async function worksInOne(pid: number, marks: readonly StrayMarks[]): Promise<boolean> {
  try {
    const place = `${await readlink(`/proc/${pid}/cwd`)}/`;
    return marks.some(({ directory }) => place.startsWith(`${directory}/`));
  } catch {
    return false;
  }
}

/** One that has ended meanwhile, or that changed its user, is none of ours any more. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
