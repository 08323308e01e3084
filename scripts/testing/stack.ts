import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export const OWNER = { email: "owner@penstock.invalid", password: "a-password-for-tests-only" };

export interface Stack {
  /** Of the web process, or of the engine when it runs alone. */
  readonly url: string;
  readonly dataDir: string;
  /** From the command to the ready line. */
  readonly readyMs: number;
  /** Everything the start script said so far. */
  output(): string;
  /** Ends it as Ctrl-C does, and keeps the data directory. */
  stop(): Promise<void>;
}

interface StackOptions {
  /** Where the checkout is. */
  readonly directory?: string;
  readonly dataDir: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const READY = /^(?:Penstock|The engine) is ready: (?<url>http\S+)$/m;

/** Runs the start script on free ports and waits for its ready line. @throws when it ends without one */
export async function startStack({
  directory = process.cwd(),
  dataDir,
  args = [],
  env = {},
}: StackOptions): Promise<Stack> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs", ...args], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PORT: "0",
      PENSTOCK_ENGINE_PORT: "0",
      PENSTOCK_DATA_DIR: dataDir,
      PENSTOCK_OWNER_EMAIL: OWNER.email,
      PENSTOCK_OWNER_PASSWORD: OWNER.password,
      ...env,
    },
  });
  const output: string[] = [];
  const url = await readyUrl(child, output);
  return {
    url,
    dataDir,
    readyMs: performance.now() - startedAt,
    output: () => output.join(""),
    stop: () => end(child),
  };
}

/** Gives `work` an empty directory and removes it afterwards. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "penstock-stack-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function readyUrl(child: ChildProcess, output: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output.push(chunk.toString());
      const url = READY.exec(output.join(""))?.groups?.["url"];
      if (url) resolve(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`The start script ended with ${code}:\n${output.join("")}`)));
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
