import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "@/lib/clock";
import { pause } from "./process-group";

const GRACE_MS = 5_000;
const POLL_MS = 50;
/** Processes that are looked at in one go: less than a millisecond. */
const AT_ONCE = 32;

/**
 * How what has left the process group of a build (`setsid`, a double fork) is still known: by a variable or a limit that
 * all it started has inherited and no other build has, or by its working directory. Only Linux tells; elsewhere it stays.
 */
export interface StrayMarks {
  /** `NAME=value` */
  readonly variable: string;
  /** An absolute path; a process works in it or below. */
  readonly directory: string;
  /** The soft limit on file locks, which no kernel looks at any more: it outlives `env -i`, `cd /` and `su`. */
  readonly lockLimit?: number;
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
  for (const pid of processesSince(0)) if (environmentOf(pid).some(isOurs)) signal(pid, "SIGKILL");
}

async function findStrays(marks: readonly StrayMarks[], since: number): Promise<number[]> {
  const found: number[] = [];
  const variables = new Set(marks.map(({ variable }) => variable));
  const limits = new Set(marks.map(({ lockLimit }) => lockLimit));
  for (const [index, pid] of processesSince(since).entries()) {
    // Builds go on meanwhile.
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const isMarked = environmentOf(pid).some((variable) => variables.has(variable));
    if (isMarked || worksInOne(pid, marks) || limits.has(lockLimitOf(pid) ?? NaN)) found.push(pid);
  }
  return found;
}

// What follows is synchronous: /proc answers from memory, and through the thread pool it would take ten times as long.

function processesSince(since: number): number[] {
  if (process.platform !== "linux") return [];
  const names = readdirSync("/proc");
  return names.map(Number).filter((pid) => pid > since && pid !== process.pid);
}

/** Empty for a process of somebody else, or one that has ended. */
function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function lockLimitOf(pid: number): number | null {
  try {
    const [, limit] = /^Max file locks +(\d+) /m.exec(readFileSync(`/proc/${pid}/limits`, "utf8")) ?? [];
    return limit === undefined ? null : Number(limit);
  } catch {
    return null;
  }
}

function worksInOne(pid: number, marks: readonly StrayMarks[]): boolean {
  try {
    const place = `${readlinkSync(`/proc/${pid}/cwd`)}/`;
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
