import { execFile } from "node:child_process";
import { closeSync, constants, openSync, unlinkSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Starting `mkfifo` takes an engine as long as making all of them. */
const BATCH = 256;
/** So few left are the sign to make more, before anybody has to wait for them. */
const FEW = 64;

/** Both ends of a pipe. Whoever opens it closes, on our side, the ends that went to processes. */
export interface OutputPipe {
  readonly readFd: number;
  readonly writeFd: number;
}

/** A pipe that the engine reads, which never waits on a read, and that another process opens by its name. */
export interface NamedPipe {
  readonly readFd: number;
  readonly name: string;
  /** To be called once the other process has it, or will not. */
  release(): void;
}

/** A pipe that the engine writes without ever waiting, and that another process opens by its name. */
export interface NamedInput {
  readonly writeFd: number;
  readonly name: string;
  /** To be called once the other process has it, or will not. */
  release(): void;
}

export interface OutputPipes {
  /** Of two processes: the reader waits for the writer. */
  open(): Promise<OutputPipe>;
  openNamed(): Promise<NamedPipe>;
  openInput(): Promise<NamedInput>;
}

/**
 * Hands out real pipes. Node connects a child by socket pairs, and a script's `echo … > /dev/stderr` fails on a
 * socket; on a pipe it works, as it does on AWS. Node cannot make a pipe itself, so `mkfifo` makes a batch of named
 * ones, each of which loses its name as soon as both ends are open.
 */
export function createOutputPipes(directory: string): OutputPipes {
  const names: string[] = [];
  let batches = 0;
  let refilling: Promise<void> | null = null;

  async function refill(): Promise<void> {
    if (batches === 0) await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    batches += 1;
    const made = Array.from({ length: BATCH }, (_, index) => path.join(directory, `${batches}-${index}`));
    await run("mkfifo", ["-m", "600", ...made]);
    names.push(...made);
  }

  function startRefill(): Promise<void> {
    return (refilling ??= refill().finally(() => {
      refilling = null;
    }));
  }

  async function take(): Promise<string> {
    for (;;) {
      const name = names.pop();
      // Whoever finds none left tries again, and hears of the reason why there are none.
      if (name !== undefined && names.length < FEW) startRefill().catch(() => undefined);
      if (name !== undefined) return name;
      await startRefill();
    }
  }

  return {
    async open() {
      const name = await take();
      // Opening without waiting works only in this order: a reader that does not wait, then a writer, then the reader.
      const first = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
      const writeFd = openSync(name, constants.O_WRONLY);
      const readFd = openSync(name, constants.O_RDONLY);
      closeSync(first);
      unlinkSync(name);
      return { readFd, writeFd };
    },
    async openNamed() {
      const name = await take();
      const readFd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
      // Held until the writer is there, because a pipe without one is at its end.
      const heldFd = openSync(name, constants.O_WRONLY);
      return {
        readFd,
        name,
        release() {
          closeSync(heldFd);
          unlinkSync(name);
        },
      };
    },
    async openInput() {
      const name = await take();
      // Held until the reader is there, because nobody may write a pipe without one.
      const heldFd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
      const writeFd = openSync(name, constants.O_WRONLY | constants.O_NONBLOCK);
      return {
        writeFd,
        name,
        release() {
          closeSync(heldFd);
          unlinkSync(name);
        },
      };
    },
  };
}
