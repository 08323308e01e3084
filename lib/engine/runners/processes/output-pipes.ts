import { execFile } from "node:child_process";
import { closeSync, constants, openSync, unlinkSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { Socket } from "node:net";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const BATCH = 32;

/** A pipe that a process writes to and we read. `writeFd` goes to the process and is then closed on our side. */
export interface OutputPipe {
  readonly readable: Socket;
  readonly writeFd: number;
  closeWriteEnd(): void;
}

export interface OutputPipes {
  open(): Promise<OutputPipe>;
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

  async function take(): Promise<string> {
    for (;;) {
      const name = names.pop();
      if (name !== undefined) return name;
      refilling ??= refill().finally(() => {
        refilling = null;
      });
      await refilling;
    }
  }

  return {
    async open() {
      const name = await take();
      const readFd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
      const writeFd = openSync(name, constants.O_WRONLY);
      unlinkSync(name);
      const readable = new Socket({ fd: readFd, readable: true, writable: false });
      return { readable, writeFd, closeWriteEnd: () => closeSync(writeFd) };
    },
  };
}
