import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { chmod, open, readFile, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { StringDecoder } from "node:string_decoder";
import { resolveInside } from "../../artifacts/resolve-inside";
import type { OutputLog } from "../processes/output-log";
import type { OutputPipes } from "../processes/output-pipes";
import { endGroup, exitOf, isGroupRunning, pause, processEnvironment } from "../processes/process-group";
import type { RunnerContext } from "../runner";
import { findUser, mayActAsOthers, type User } from "./find-user";
import type { Hook } from "./hook";

const POLL_MS = 50;
/** While a daemon may hold the pipe for ever; and where none does, so that only a busy machine delays what was printed. */
const RELAY_MS = { beside: 200, alone: 10_000 } as const;
const CHUNK_BYTES = 65_536;
const BUSY_ATTEMPTS = 10;

export interface HookRun {
  readonly hook: Hook;
  /** The unpacked revision: where scripts are found, and run unless they have another directory to run in. */
  readonly revisionDirectory: string;
  readonly workingDirectory?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly pipes: OutputPipes;
  /** Collects what the script prints, and what its daemons print when it is long gone. */
  readonly outputFile: string;
  readonly output: OutputLog;
}

/** Null when the script succeeded, else what went wrong, in the agent's vocabulary. */
export type HookFailure = null | {
  readonly code: "ScriptMissing" | "ScriptNotExecutable" | "ScriptTimedOut" | "ScriptFailed" | "UnknownError";
  readonly message: string;
};

/**
 * Runs one hook script to its end. What it has started in the background stays alive and may go on printing: its output
 * goes through a pipe to a `cat` of its own, which appends to a file for as long as anybody prints, also without us.
 * A script that fails, times out or is stopped takes its whole group with it.
 */
export async function runHook(run: HookRun, context: RunnerContext): Promise<HookFailure> {
  const { hook } = run;
  const script = await findScript(run);
  if (typeof script !== "string") return script;
  const user = await findUserOf(hook, run.output);
  const outputFile = await open(run.outputFile, "a+");
  try {
    const status = await runScript(script, { ...run, user }, outputFile, context);
    return failureOf(status, hook);
  } catch (error) {
    const code = isRefused(error) ? "ScriptNotExecutable" : "UnknownError";
    return { code, message: error instanceof Error ? error.message : String(error) };
  } finally {
    await outputFile.close();
  }
}

function failureOf(status: number | "timed out", { location, timeoutMs, runas }: Hook): HookFailure {
  if (status === 0) return null;
  if (status === "timed out") {
    const seconds = Math.ceil(timeoutMs / 1000);
    return {
      code: "ScriptTimedOut",
      message: `Script at specified location: ${location} failed to complete in ${seconds} seconds`,
    };
  }
  const user = runas === undefined ? "" : ` run as user ${runas}`;
  return {
    code: "ScriptFailed",
    message: `Script at specified location: ${location}${user} failed with exit code ${status}`,
  };
}

async function findScript({ hook, revisionDirectory, output }: HookRun): Promise<string | HookFailure> {
  const { location } = hook;
  const script = await resolveInside(revisionDirectory, location);
  const stats = script === null ? null : await stat(script).catch(() => null);
  if (script === null || !stats?.isFile()) {
    return { code: "ScriptMissing", message: `Script does not exist at specified location: ${location}` };
  }
  if ((stats.mode & 0o100) === 0) {
    output.note(`Script at specified location: ${location} is not executable. Trying to make it executable.`);
    try {
      await chmod(script, stats.mode | 0o111);
    } catch {
      return {
        code: "ScriptNotExecutable",
        message: `Unable to set script at specified location: ${location} as executable`,
      };
    }
  }
  return script;
}

/**
 * Null: the script runs as whoever runs the engine, because nobody else was asked for, or because it cannot be otherwise.
 * The users of an instance need not be those of this machine.
 */
async function findUserOf({ runas }: Hook, output: OutputLog): Promise<User | null> {
  if (runas === undefined) return null;
  const user = await findUser(runas);
  if (user?.userId === process.getuid?.()) return null;
  if (user !== null && mayActAsOthers()) return user;
  const reason = user === null ? "this machine has no such user" : "the engine does not run as root";
  output.note(`runas ${runas} is not applied, because ${reason}`);
  return null;
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && (cause.code === "EACCES" || cause.code === "EPERM");
}

/** A hook whose user is known. */
type UserRun = HookRun & { readonly user: User | null };

async function runScript(
  script: string,
  run: UserRun,
  outputFile: FileHandle,
  { clock, signal }: RunnerContext,
): Promise<number | "timed out"> {
  const tail = await OutputTail.atEnd(outputFile, run.output);
  const { groupId, exited, relayed } = await start(script, run, outputFile.fd, clock);
  let isTimedOut = false;
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => (ended ??= endGroup(groupId, clock));
  const cancelTimeout = clock.setTimer(run.hook.timeoutMs, () => {
    isTimedOut = true;
    void end();
  });
  const onAbort = (): void => void end();
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  let status: number | null = null;
  const finished = exited.then((exitStatus) => {
    status = exitStatus;
  });
  try {
    while (status === null) {
      await Promise.race([finished, pause(clock, POLL_MS)]);
      await tail.read();
    }
    if (status !== 0 || isTimedOut || signal.aborted) await end();
    const relayMs = RELAY_MS[(await isGroupRunning(groupId)) ? "beside" : "alone"];
    await Promise.race([relayed, pause(clock, relayMs)]);
    await tail.read();
    run.output.endLine();
    return isTimedOut ? "timed out" : status;
  } finally {
    cancelTimeout();
    signal.removeEventListener("abort", onAbort);
  }
}

interface StartedScript {
  readonly groupId: number;
  readonly exited: Promise<number>;
  /** All output is in the file; never, while a daemon holds the pipe. */
  readonly relayed: Promise<number>;
}

async function start(
  script: string,
  run: UserRun,
  outputFd: number,
  clock: RunnerContext["clock"],
): Promise<StartedScript> {
  const { readFd, writeFd } = await run.pipes.open();
  try {
    const env = processEnvironment(run.environment);
    const relay = spawn("cat", [], { env, detached: true, stdio: [readFd, outputFd, "ignore"] });
    // Should it fail to start, the script runs all the same and only its output is missing.
    const relayed = exitOf(relay).catch(() => 1);
    relay.unref();
    return { ...(await startScript(script, run, writeFd, clock)), relayed };
  } finally {
    closeSync(readFd);
    closeSync(writeFd);
  }
}

/** A script that was unpacked this moment may still count as being written ("text file busy"). */
async function startScript(
  script: string,
  { environment, revisionDirectory, workingDirectory, user }: UserRun,
  writeFd: number,
  clock: RunnerContext["clock"],
): Promise<{ groupId: number; exited: Promise<number> }> {
  for (let attempt = 1; ; attempt += 1) {
    const child = spawn(script, [], {
      cwd: workingDirectory ?? revisionDirectory,
      env: processEnvironment(environment),
      detached: true,
      stdio: ["ignore", writeFd, writeFd],
      ...(user && { uid: user.userId, gid: user.groupId }),
    });
    const exited = exitOf(child);
    if (child.pid !== undefined) return { groupId: child.pid, exited };
    const error = await exited.catch((reason: unknown) => reason);
    const isBusy = error instanceof Error && "code" in error && error.code === "ETXTBSY";
    if (!isBusy || attempt === BUSY_ATTEMPTS) throw await cannotRun(script, error);
    await pause(clock, POLL_MS);
  }
}

/** The script is there, so what the system does not find is the program that its first line asks for. */
async function cannotRun(script: string, cause: unknown): Promise<Error> {
  const name = path.basename(script);
  const [, interpreter] = /^#!\s*([^\n]+)/.exec(await readFile(script, "utf8").catch(() => "")) ?? [];
  if (interpreter === undefined) return new Error(`${name} cannot be run`, { cause });
  const advice = interpreter.endsWith("\r")
    ? "Save it with Unix line ends, without carriage returns"
    : "Correct its first line";
  const reason = `${name} cannot be run by its interpreter ${JSON.stringify(interpreter.slice(0, 200))}. ${advice}`;
  return new Error(reason, { cause });
}

/** Follows a growing file. */
class OutputTail {
  readonly #file: FileHandle;
  readonly #output: OutputLog;
  readonly #decoder = new StringDecoder("utf8");
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  #position: number;

  private constructor(file: FileHandle, output: OutputLog, position: number) {
    this.#file = file;
    this.#output = output;
    this.#position = position;
  }

  static async atEnd(file: FileHandle, output: OutputLog): Promise<OutputTail> {
    return new OutputTail(file, output, (await file.stat()).size);
  }

  async read(): Promise<void> {
    for (;;) {
      const { bytesRead } = await this.#file.read(this.#buffer, 0, CHUNK_BYTES, this.#position);
      if (bytesRead === 0) return;
      this.#position += bytesRead;
      this.#output.write(this.#decoder.write(this.#buffer.subarray(0, bytesRead)));
    }
  }
}
