import { createHash } from "node:crypto";
import { closeSync, existsSync } from "node:fs";
import path from "node:path";
import type { Clock } from "@/lib/clock";
import type { LaunchedProcess, Launcher } from "./launcher";
import { minimalEnvironment } from "./minimal-environment";
import type { OutputPipes } from "./output-pipes";
import type { UnixUser } from "./run-as";
import { shellDriver } from "./shell-driver";
import { encodeAdoption } from "./shell-adoption";

/** While builds go on: as many chains side by side as need not wait for a shell to start. */
const FEW = 2;
/** After a rest: as many as builds wanted before it, up to this. One that waits takes less than half a megabyte. */
const MOST = 64;
/** So long without a build is a rest. */
const REST_MS = 100;

export interface ShellRequest {
  /** `bash` or `/bin/sh`. */
  readonly shell: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Null: the engine's own. */
  readonly user: UnixUser | null;
  /** Where a shell that ends leaves its exports for the next one. */
  readonly stateFile: string;
  /** Whether it goes on where another has ended. */
  readonly isNext: boolean;
  readonly clock: Clock;
  /** Unguessable; never printed by a command by accident. */
  newToken(): string;
}

export interface StartedShell {
  readonly process: LaunchedProcess;
  /** Of the pipe that it prints into. */
  readonly readFd: number;
  /** Of the pipe that it reads commands from. */
  readonly writeFd: number;
  readonly token: string;
  /** `NAME=value` of the environment it was started with, by which it and what it forks are known. */
  readonly mark: string | null;
  /** The limit on file locks that it and what it forks have, and no other shell. */
  readonly lockLimit: number;
  /** What to write to it before the first command; null when it was started for this build. */
  readonly adoption: string | null;
}

/** Starts the shells of builds. */
export interface Shells {
  /** @throws when it cannot be started */
  start(request: ShellRequest): Promise<StartedShell>;
}

interface ShellsOptions {
  readonly launcher: Launcher;
  readonly pipes: OutputPipes;
  /** Below the directory whose processes are ended when an engine starts. */
  readonly directory: string;
}

/**
 * Starting a shell takes as long as a short command, so a few wait, started by the builds before, and are given the
 * directory and the environment of the build that takes them. A build whose shell would notice gets one of its own.
 */
export function createShells({ launcher, pipes, directory }: ShellsOptions): Shells {
  const bash = findBash();
  const ready: StartedShell[] = [];
  let starting = 0;
  /** Since the last rest. */
  let builds = 0;
  let cancelTopUp = (): void => undefined;

  /** Nobody waits for them, and whoever finds none starts one and hears of the reason why there are none. */
  function refill({ newToken, clock }: ShellRequest): void {
    const ignore = (): void => undefined;
    builds += 1;
    cancelTopUp();
    cancelTopUp = clock.setTimer(REST_MS, () => void topUp(newToken).catch(ignore));
    if (ready.length + starting < FEW) startOne(newToken).catch(ignore);
  }

  async function topUp(newToken: () => string): Promise<void> {
    const wanted = Math.min(builds, MOST);
    builds = 0;
    while (builds === 0 && ready.length + starting < wanted) await startOne(newToken);
  }

  async function startOne(newToken: () => string): Promise<void> {
    starting += 1;
    try {
      const token = newToken();
      const home = path.join(directory, token);
      const mark = `CODEBUILD_SRC_DIR=${home}`;
      const environment = { ...minimalEnvironment(home, home), CODEBUILD_SRC_DIR: home };
      const request = { shell: "bash", directory: "/", environment, user: null, stateFile: "" };
      const shell = await launch({ ...request, token, isIdle: true });
      ready.push({ ...shell, mark });
      void shell.process.exited.then(() => forget(token));
    } finally {
      starting -= 1;
    }
  }

  function forget(token: string): void {
    const index = ready.findIndex((shell) => shell.token === token);
    const [ended] = index < 0 ? [] : ready.splice(index, 1);
    if (ended) for (const fd of [ended.readFd, ended.writeFd]) closeSync(fd);
  }

  async function launch(
    request: Omit<ShellRequest, "newToken" | "isNext" | "clock"> & { token: string; isIdle: boolean },
  ) {
    const { shell, directory: cwd, environment, user, stateFile, token, isIdle } = request;
    const command = shell === "bash" ? bash : shell;
    const [output, commands] = await Promise.all([pipes.openNamed(), pipes.openInput()]);
    const [{ readFd }, { writeFd }] = [output, commands];
    try {
      const lockLimit = lockLimitFrom(`${directory} ${token}`);
      const args = ["-c", shellDriver(shell, token, lockLimit), shell, stateFile];
      const named = { output: output.name, commands: commands.name };
      const process = await launcher.launch({ command, args, directory: cwd, environment, user, isIdle, ...named });
      return { process, readFd, writeFd, token, lockLimit, mark: null, adoption: null };
    } catch (error) {
      for (const fd of [readFd, writeFd]) closeSync(fd);
      throw error;
    } finally {
      output.release();
      commands.release();
    }
  }

  return {
    async start(request) {
      const { shell, user, isNext, newToken } = request;
      const adoption = shell === "bash" && user === null && !isNext ? encodeAdoption(request) : null;
      const taken = adoption === null ? undefined : ready.shift();
      if (adoption !== null) refill(request);
      if (adoption === null || !taken) return launch({ ...request, token: newToken(), isIdle: false });
      taken.process.hold();
      return { ...taken, adoption };
    },
  };
}

/** Where Bash is, whatever PATH a build sets. */
function findBash(): string {
  const folders = minimalEnvironment("", "")["PATH"]?.split(path.delimiter) ?? [];
  return folders.map((folder) => path.join(folder, "bash")).find((file) => existsSync(file)) ?? "bash";
}

/** Of 48 bits: as large as no limit that anybody sets, and told exactly by a number. */
function lockLimitFrom(seed: string): number {
  return createHash("sha256").update(seed).digest().readUIntBE(0, 6);
}
