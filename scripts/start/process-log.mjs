import { createWriteStream, existsSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

const LARGEST_LOG_BYTES = 20 * 1024 * 1024;

/** Keeps what a process prints in `<folder>/<name>.log`, and shows its errors (in development all of it) with its name. */
export class ProcessLog {
  #name;
  #echoOutput;
  #file;

  constructor({ name, folder, echoOutput }) {
    const file = path.join(folder, `${name}.log`);
    if (existsSync(file) && statSync(file).size > LARGEST_LOG_BYTES) renameSync(file, `${file}.1`);
    this.#file = createWriteStream(file, { flags: "a", mode: 0o600 });
    this.#name = name;
    this.#echoOutput = echoOutput;
  }

  follow(child) {
    this.#copy(child.stdout, this.#echoOutput ? process.stdout : null);
    this.#copy(child.stderr, process.stderr);
  }

  #copy(stream, terminal) {
    createInterface({ input: stream, crlfDelay: Infinity }).on("line", (line) => {
      this.#file.write(`${new Date().toISOString()} ${line}\n`);
      terminal?.write(`${this.#name.padEnd(6)} │ ${line}\n`);
    });
  }
}
