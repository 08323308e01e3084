import { Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import type { Clock } from "@/lib/clock";
import { endStrays, type StrayMarks } from "./kill-strays";
import type { OutputLog } from "./output-log";
import type { LaunchedProcess } from "./launcher";
import { endGroup, pause, signalGroup } from "./process-group";
import type { StraySweep } from "./stray-sweep";
import type { UnixUser } from "./run-as";
import { encodeCommand, MARK, SAVE_STATE } from "./shell-driver";
import type { Shells, StartedShell } from "./start-shells";

/** How long a shell that was told to end, or output that nobody should hold any more, may still take. */
const CLOSING_MS = 2_000;
const DRAIN_MS = 100;
/** What follows the prefix of a status. */
const STATUS = new RegExp(`^(\\d{1,3})(x?)${MARK}`);
const LONGEST_STATUS = `255x${MARK}`.length;

/** For whoever wonders why a command did nothing, or the next one knows nothing of what it set. */
const ENDED = "The shell has ended with this command: what follows runs in a new one";

/** As after SIGTERM. */
const STATUS_AFTER_ABORT = 143;

export interface ShellOptions {
  /** `bash` or `/bin/sh`. */
  readonly shell: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly output: OutputLog;
  readonly shells: Shells;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Unguessable; never printed by a command by accident. */
  newToken(): string;
  /** What nothing but this session's processes has, for those that leave their group. */
  readonly marks: StrayMarks;
  /** Of the sessions of the same build that are over, whose strays are still to be looked for. Unset: it is the first. */
  readonly earlierMarks?: readonly StrayMarks[];
  readonly sweep: StraySweep;
  /** Where a shell that ends leaves its exports for the next one. */
  readonly stateFile: string;
}

/**
 * One shell that runs commands one after the other, as a build of buildspec version 0.2 does. When a command ends the
 * shell (`exit 1`, `exec`, a crash), the next command gets a new one with the exports and the directory of the old.
 * Everything runs in process groups of its own; abort and `close` leave no process behind.
 */
export class ShellSession {
  readonly #options: ShellOptions;
  readonly #groups: number[] = [];
  readonly #marks: StrayMarks[];
  #shell: Shell | null = null;
  #user: UnixUser | null = null;
  #ending: Promise<void> | null = null;
  #swept = Promise.resolve();

  constructor(options: ShellOptions) {
    this.#options = options;
    this.#marks = [...(options.earlierMarks ?? [options.marks])];
    options.signal.addEventListener("abort", this.#onAbort);
  }

  /**
   * Runs one command and gives its exit status. After an abort nothing is run any more.
   * @param isLast lets the shell end by itself behind the command, which saves waiting for it in `close`
   */
  async run(command: string, isLast = false): Promise<number> {
    const { signal } = this.#options;
    const shell = await this.prepare();
    if (!shell) return STATUS_AFTER_ABORT;
    const status = await shell.run(command, isLast);
    if (shell.hasEnded) this.#shell = null;
    await this.#ending;
    return isAborted(signal) ? STATUS_AFTER_ABORT : status;
  }

  /** Starts the shell that the next command will run in. @returns null after an abort */
  async prepare(): Promise<Shell | null> {
    const { signal } = this.#options;
    if (isAborted(signal)) return null;
    if (this.#shell?.hasEnded) this.#shell = null;
    this.#shell ??= await this.#start();
    if (!isAborted(signal)) return this.#shell;
    // Stopped while the shell was starting, when there was nothing to end yet.
    this.#onAbort();
    await this.#ending;
    return null;
  }

  /** Goes on as another user, in a shell of that user's with the exports and the directory of the one before. */
  async runAs(user: UnixUser | null): Promise<void> {
    if (user?.uid === this.#user?.uid) return;
    this.#user = user;
    if (!this.#shell) return;
    await this.run(SAVE_STATE);
    await this.#shell?.close(this.#options.clock);
    this.#shell = null;
  }

  /** The first process of this session; undefined before the first command. */
  get firstGroupId(): number | undefined {
    return this.#groups[0];
  }

  /**
   * Ends the shell and everything that is still running in its groups.
   * @param straysSince the process from which on to look for what has left the groups; null: somebody else will
   */
  async close(straysSince: number | null = this.firstGroupId ?? null): Promise<void> {
    this.#options.signal.removeEventListener("abort", this.#onAbort);
    await this.#ending;
    await this.#shell?.close(this.#options.clock);
    const killed = this.#shell?.groupId;
    this.#shell = null;
    for (const group of this.#groups) if (group !== killed) signalGroup(group, "SIGKILL");
    // Nobody waits for a search that rarely finds anything; after a stop it has been made.
    const { signal, sweep, clock } = this.#options;
    if (straysSince !== null && !signal.aborted) this.#swept = sweep.add(this.#marks, straysSince, clock);
  }

  /** By which everything is known that this session and those before it have started. */
  get allMarks(): readonly StrayMarks[] {
    return this.#marks;
  }

  /** After `close`: settles once no process of this session is left. */
  get swept(): Promise<void> {
    return this.#swept;
  }

  async #start(): Promise<Shell> {
    const { shells, shell, clock, newToken, stateFile, directory, environment, marks } = this.#options;
    const isNext = this.#groups.length > 0;
    const user = this.#user;
    const started = await shells.start({ shell, directory, environment, user, stateFile, isNext, clock, newToken });
    this.#groups.push(started.process.pid);
    const { mark, lockLimit } = started;
    this.#marks.push({ ...marks, variable: mark ?? marks.variable, lockLimit });
    return new Shell(this.#options, started);
  }

  readonly #onAbort = (): void => {
    const { clock } = this.#options;
    const groups = this.#groups.map((group) => endGroup(group, clock));
    this.#ending = Promise.all([...groups, endStrays(this.#marks, clock)]).then(() => undefined);
  };
}

class Shell {
  readonly #options: ShellOptions;
  readonly #process: LaunchedProcess;
  readonly #readable: Socket;
  readonly #commands: Socket;
  readonly #drained: Promise<void>;
  readonly #decoder = new StringDecoder("utf8");
  /** Of the status, which ends with another mark. */
  readonly #prefix: string;
  #held = "";
  #resolve: ((status: number | Promise<number>) => void) | null = null;
  hasEnded = false;

  constructor(options: ShellOptions, { process, readFd, writeFd, token, adoption }: StartedShell) {
    this.#options = options;
    this.#process = process;
    this.#prefix = `${MARK}${token}:`;
    this.#readable = new Socket({ fd: readFd, readable: true, writable: false });
    this.#drained = new Promise((resolve) => this.#readable.once("close", () => resolve()));
    this.#readable.on("data", (chunk: Buffer) => this.#read(this.#decoder.write(chunk)));
    this.#readable.on("error", () => this.#readable.destroy());
    this.#commands = new Socket({ fd: writeFd, readable: false, writable: true });
    // A shell that has ended refuses what is written to it; its exit says what happened.
    this.#commands.on("error", () => this.#commands.destroy());
    if (adoption !== null) this.#commands.write(adoption);
  }

  get groupId(): number {
    return this.#process.pid;
  }

  async run(command: string, isLast: boolean): Promise<number> {
    const answered = new Promise<number>((resolve) => {
      this.#resolve = resolve;
    });
    this.#commands.write(encodeCommand(command));
    if (isLast) this.#commands.end();
    const ending = await Promise.race([
      answered.then((status) => ({ status, isTold: true })),
      this.#exitWithoutAnswer().then((status) => ({ status, isTold: false })),
    ]);
    const { output, signal } = this.#options;
    output.endLine();
    if (!ending.isTold && !signal.aborted) output.note(ENDED);
    return ending.status;
  }

  async close(clock: Clock): Promise<void> {
    const { pid, exited } = this.#process;
    // Ending it twice makes an error that nobody sees, with its stack.
    if (!this.#commands.writableEnded) this.#commands.end();
    const cancel = clock.setTimer(CLOSING_MS, () => signalGroup(pid, "SIGKILL"));
    // A pipe that nobody holds any more tells it sooner than the launcher does.
    await Promise.race([exited, this.#drained]);
    cancel();
    signalGroup(pid, "SIGKILL");
    await this.#drain(clock);
  }

  async #exitWithoutAnswer(): Promise<number> {
    const status = await this.#process.exited;
    this.hasEnded = true;
    await this.#drain(this.#options.clock);
    return status;
  }

  /** Reads what is left. A process that left the group may hold the pipe open; nobody waits for that one. */
  async #drain(clock: Clock): Promise<void> {
    await Promise.race([this.#drained, pause(clock, DRAIN_MS)]);
    this.#readable.destroy();
    this.#commands.destroy();
    this.#options.output.write(this.#held);
    this.#held = "";
  }

  #read(text: string): void {
    const { output } = this.#options;
    this.#held += text;
    for (let found = this.#findStatus(); found; found = this.#findStatus()) {
      output.write(this.#held.slice(0, found.start));
      this.#held = this.#held.slice(found.end);
      this.hasEnded ||= found.isLast;
      // A shell that a signal ends runs its trap with the status of the command before.
      this.#resolve?.(found.isLast ? this.#process.exited : found.status);
    }
    const mark = this.#held.lastIndexOf(MARK);
    const isPossibleStatus = mark >= 0 && this.#held.length - mark < this.#prefix.length + LONGEST_STATUS;
    const complete = isPossibleStatus ? mark : this.#held.length;
    output.write(this.#held.slice(0, complete));
    this.#held = this.#held.slice(complete);
  }

  /** A regular expression with the token in it would do, but takes as long to compile as all the rest. */
  #findStatus() {
    const prefix = this.#prefix;
    for (let start = this.#held.indexOf(prefix); start >= 0; start = this.#held.indexOf(prefix, start + 1)) {
      const after = start + prefix.length;
      const found = STATUS.exec(this.#held.slice(after, after + LONGEST_STATUS));
      if (found) return { start, end: after + found[0].length, status: Number(found[1]), isLast: found[2] === "x" };
    }
    return null;
  }
}

/** A function, because the compiler would take a flag for still unset that changes while we wait. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
