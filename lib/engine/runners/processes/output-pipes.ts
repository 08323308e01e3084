import { execFile } from "node:child_process";
import { closeSync, constants, openSync, unlinkSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const BATCH = 32;

/** Both ends of a pipe. Whoever opens it closes, on our side, the ends that went to processes. */
export interface OutputPipe {
  readonly readFd: number;
  readonly writeFd: number;
}

export interface OutputPipes {
  /** @param reader who reads: the engine, which never waits on a read, or a process, which always does */
  open(reader: "engine" | "process"): Promise<OutputPipe>;
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
    async open(reader) {
      const name = await take();
      // Opening without waiting works only in this order: a reader that does not wait, then a writer, then the rest.
      const first = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
      const writeFd = openSync(name, constants.O_WRONLY);
      const readFd = reader === "engine" ? first : openSync(name, constants.O_RDONLY);
      if (readFd !== first) closeSync(first);
      unlinkSync(name);
      return { readFd, writeFd };
    },
  };
}
