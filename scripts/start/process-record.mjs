import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { processIsAlive, signalGroup, startMarkOf, waitForExit } from "./process-table.mjs";
import { StartError } from "./say.mjs";

const ENDS_WITHIN_MS = 5_000;

/** Which processes belong to a data directory, written to `<dataDir>/run` so that a killed start leaves a trace. */
export class ProcessRecord {
  #folder;

  constructor(dataDir) {
    this.#folder = path.join(dataDir, "run");
    mkdirSync(this.#folder, { recursive: true });
  }

  write(name, pid) {
    writeFileSync(this.#file(name), JSON.stringify({ pid, startMark: startMarkOf(pid) }));
  }

  erase(name) {
    rmSync(this.#file(name), { force: true });
  }

  /**
   * Makes this process the only start on the data directory.
   * @throws StartError while another one runs
   */
  claim() {
    const holder = this.#alive("start");
    if (holder) {
      throw new StartError(
        `It already runs on ${path.dirname(this.#folder)} (process ${holder}). Stop that one first, or give this one ` +
          "a directory and ports of its own with PENSTOCK_DATA_DIR, PORT and PENSTOCK_ENGINE_PORT.",
      );
    }
    this.write("start", process.pid);
  }

  /** Ends what a start that was killed has left running. */
  async endLeftovers() {
    const names = readdirSync(this.#folder).map((file) => path.parse(file).name);
    await Promise.all(names.filter((name) => name !== "start").map((name) => this.#end(name)));
  }

  async #end(name) {
    const pid = this.#alive(name);
    if (pid) {
      // SIGINT: to PostgreSQL a fast shutdown, to the others the same as SIGTERM.
      signalGroup(pid, "SIGINT");
      if (!(await waitForExit(pid, ENDS_WITHIN_MS))) signalGroup(pid, "SIGKILL");
      await waitForExit(pid, ENDS_WITHIN_MS);
    }
    this.erase(name);
  }

  #alive(name) {
    if (!existsSync(this.#file(name))) return null;
    const { pid, startMark } = JSON.parse(readFileSync(this.#file(name), "utf8"));
    return processIsAlive(pid) && startMarkOf(pid) === startMark ? pid : null;
  }

  #file(name) {
    return path.join(this.#folder, `${name}.json`);
  }
}
