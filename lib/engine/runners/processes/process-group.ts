import type { ChildProcess } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { constants } from "node:os";
import type { Clock } from "@/lib/clock";

const DEFAULT_GRACE_MS = 5_000;
const POLL_MS = 25;

/** The exit status as a shell would tell it: 128 + n after signal n. */
export function exitStatus(code: number | null, signal: NodeJS.Signals | null): number {
  if (code !== null) return code;
  return signal === null ? 1 : 128 + constants.signals[signal];
}

/** Resolves when the process itself has ended, whoever still holds its output. Rejects when it could not start. */
export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(exitStatus(code, signal)));
  });
}

/** Sends a signal to every process of a group. False when none is left that may be signalled. */
export function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-groupId, signal);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ESRCH" || code === "EPERM") return false;
    throw error;
  }
}

/** Asks a whole process group to end, and kills what is left after the grace. Resolves when nothing of it runs. */
export async function endGroup(groupId: number, clock: Clock, graceMs = DEFAULT_GRACE_MS): Promise<void> {
  signalGroup(groupId, "SIGTERM");
  const killAt = clock.now() + graceMs;
  while (await isGroupRunning(groupId)) {
    if (clock.now() >= killAt) signalGroup(groupId, "SIGKILL");
    await pause(clock, POLL_MS);
  }
}

/**
 * True while a process of the group runs. A killed orphan stays in its group until PID 1 has noticed, which in a
 * container may take seconds or for ever, so on Linux the dead are told from the living.
 */
export async function isGroupRunning(groupId: number): Promise<boolean> {
  if (!signalGroup(groupId, 0)) return false;
  if (process.platform !== "linux") return true;
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return true;
  const found = await Promise.all(pids.map((pid) => isRunningMember(pid, groupId)));
  return found.includes(true);
}

async function isRunningMember(pid: string, groupId: number): Promise<boolean> {
  // `pid (name) state ppid pgrp …`; the name may hold anything, so count from its last bracket. Gone meanwhile: empty.
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(group) === groupId && state !== "Z" && state !== "X";
}

export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimer(delayMs, resolve);
  });
}

/** As `pause`, but over at once when the work it belongs to is aborted. */
export async function pauseUnlessAborted(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.setTimer(delayMs, end);
    signal.addEventListener("abort", end);
  });
}

/** An environment as `spawn` wants it. The cast only drops NODE_ENV, which the type of Next's makes compulsory. */
export function processEnvironment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return variables as NodeJS.ProcessEnv;
}
