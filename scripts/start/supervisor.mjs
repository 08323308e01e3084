import path from "node:path";
import { ProcessLog } from "./process-log.mjs";
import { ProcessRecord } from "./process-record.mjs";
import { signalGroup } from "./process-table.mjs";
import { say } from "./say.mjs";
import { spawnNode } from "./spawn-node.mjs";

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 10_000;
/** One that lived this long was healthy: its next end is a new fault, not a repeated one. */
const HEALTHY_AFTER_MS = 30_000;

/**
 * Runs processes until told to stop: one that ends by itself is started again, later each time it ends early.
 * Every process has a group of its own, so that Ctrl-C reaches only the start script, which stops them in order.
 */
export class Supervisor {
  isStopping = false;
  #processes = [];
  #record;
  #logFor;

  constructor({ dataDir, echoOutput }) {
    this.#record = new ProcessRecord(dataDir);
    this.#logFor = (name) => new ProcessLog({ name, folder: path.join(dataDir, "logs"), echoOutput });
  }

  /** @throws StartError while another start runs on the same data directory */
  async claimDataDir() {
    this.#record.claim();
    await this.#record.endLeftovers();
  }

  /** Starts a Node program; `graceMs` is what it gets to finish when stopped. */
  async runNode({ name, command, env, graceMs }) {
    const log = this.#logFor(name);
    await this.run({
      name,
      graceMs,
      async spawn() {
        const child = spawnNode(command, env, { detached: true });
        log.follow(child);
        return child;
      },
    });
  }

  /** Starts a process through its own `spawn`, once now and again whenever it ends by itself. */
  async run({ name, spawn: spawnChild, stopSignal = "SIGTERM", graceMs = 10_000, stopsLast = false }) {
    const entry = { name, spawnChild, stopSignal, graceMs, stopsLast, child: null, retryMs: FIRST_RETRY_MS };
    this.#processes.push(entry);
    await this.#start(entry);
  }

  stopOnSignals() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => {
        if (this.isStopping) return this.#killAll();
        say("Stopping…");
        void this.stop().then(() => process.exit(0));
      });
    }
  }

  async stop() {
    this.isStopping = true;
    const running = this.#processes.filter((entry) => entry.child !== null);
    await Promise.all(running.filter((entry) => !entry.stopsLast).map(stopProcess));
    await Promise.all(running.filter((entry) => entry.stopsLast).map(stopProcess));
    for (const { name } of this.#processes) this.#record.erase(name);
    this.#record.erase("start");
  }

  async #start(entry) {
    const startedAt = Date.now();
    const child = await entry.spawnChild();
    entry.child = child;
    this.#record.write(entry.name, child.pid);
    child.once("exit", (code, signal) => {
      entry.child = null;
      if (this.isStopping) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) entry.retryMs = FIRST_RETRY_MS;
      say(`${entry.name} ended by itself (${signal ?? `exit code ${code}`}) and is started again.`);
      signalGroup(child.pid, "SIGKILL");
      this.#startLater(entry);
    });
  }

  #startLater(entry) {
    setTimeout(() => {
      if (this.isStopping) return;
      this.#start(entry).catch((error) => {
        say(`${entry.name} could not be started: ${error.message}`);
        this.#startLater(entry);
      });
    }, entry.retryMs);
    entry.retryMs = Math.min(entry.retryMs * 2, LONGEST_RETRY_MS);
  }

  #killAll() {
    for (const { child } of this.#processes) if (child) signalGroup(child.pid, "SIGKILL");
    process.exit(1);
  }
}

async function stopProcess({ child, stopSignal, graceMs }) {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(stopSignal);
  const force = setTimeout(() => signalGroup(child.pid, "SIGKILL"), graceMs);
  await ended;
  clearTimeout(force);
  signalGroup(child.pid, "SIGKILL");
}
