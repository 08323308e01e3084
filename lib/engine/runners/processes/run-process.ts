import { spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import type { Readable } from "node:stream";
import type { Clock } from "@/lib/clock";
import { killStrays, type StrayMarks } from "./kill-strays";
import type { OutputLog } from "./output-log";
import { endGroup, exitOf, pause, processEnvironment, signalGroup } from "./process-group";

/** Output that a process which left the group still holds open is not waited for. */
const DRAIN_MS = 200;

export interface ProcessRun {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What no other process has, so that what leaves the group is found too. */
  readonly marks: StrayMarks;
  readonly output: OutputLog;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Runs one program to its end, in a process group of its own. A timeout, an abort and the end itself leave nothing of the
 * group behind.
 * @returns its exit status, or why it was ended
 * @throws when it cannot be started
 */
export async function runProcess(run: ProcessRun): Promise<number | "timed out" | "aborted"> {
  const { command, directory, environment, output, clock, signal } = run;
  if (signal.aborted) return "aborted";
  const child = spawn(command, [...run.arguments], {
    cwd: directory,
    env: processEnvironment(environment),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = exitOf(child);
  const drained = Promise.all([follow(child.stdout, output), follow(child.stderr, output)]);
  const groupId = child.pid;
  if (groupId === undefined) return exited;
  let reason: "timed out" | "aborted" | null = null;
  let ended: Promise<void> | undefined;
  const end = (why: "timed out" | "aborted"): void => {
    reason ??= why;
    ended ??= endGroup(groupId, clock);
  };
  const onAbort = (): void => end("aborted");
  signal.addEventListener("abort", onAbort, { once: true });
  const cancelTimeout = clock.setTimer(run.timeoutMs, () => end("timed out"));
  try {
    const status = await exited;
    await ended;
    await Promise.race([drained, pause(clock, DRAIN_MS)]);
    output.endLine();
    return reason ?? status;
  } finally {
    cancelTimeout();
    signal.removeEventListener("abort", onAbort);
    signalGroup(groupId, "SIGKILL");
    await killStrays([run.marks], groupId);
  }
}

async function follow(stream: Readable, output: OutputLog): Promise<void> {
  const decoder = new StringDecoder("utf8");
  stream.on("data", (chunk: Buffer) => output.write(decoder.write(chunk)));
  await new Promise<void>((resolve) => stream.once("close", () => resolve()));
}
