import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { processIsAlive } from "./process-table.mjs";
import { Supervisor } from "./supervisor.mjs";

let dataDir: string;
let supervisor: Supervisor;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "penstock-supervisor-"));
  mkdirSync(path.join(dataDir, "logs"));
  supervisor = new Supervisor({ dataDir, echoOutput: false });
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(dataDir, { recursive: true });
});

function pidOf(name: string): number {
  return JSON.parse(readFileSync(path.join(dataDir, `run/${name}.json`), "utf8")).pid;
}

async function run(name: string, program: string, more: Record<string, string> = {}): Promise<void> {
  const env = { PATH: process.env["PATH"], ...more };
  await supervisor.runNode({ name, command: ["-e", program], env, graceMs: 500 });
}

it("starts a killed process again", async () => {
  await run("sleeper", "setInterval(() => {}, 1000)");
  const first = pidOf("sleeper");
  process.kill(first, "SIGKILL");
  await expect.poll(() => pidOf("sleeper")).not.toBe(first);
  expect(processIsAlive(pidOf("sleeper"))).toBe(true);
});

it("stops a process that ignores the request to, once its time is up", async () => {
  await run("stubborn", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')");
  await expect.poll(() => readFileSync(path.join(dataDir, "logs/stubborn.log"), "utf8")).toContain("up");
  const pid = pidOf("stubborn");
  await supervisor.stop();
  expect(processIsAlive(pid)).toBe(false);
});

it("gives a process its own environment and nothing of ours", async () => {
  process.env["PENSTOCK_TEST_SECRET"] = "told";
  await run("teller", "console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)");
  const log = path.join(dataDir, "logs/teller.log");
  await expect.poll(() => readFileSync(log, "utf8")).toContain("PATH");
  expect(readFileSync(log, "utf8")).not.toContain("told");
});

it("shows no process the secrets of another", async () => {
  const secrets = {
    DATABASE_URL: "postgresql://a:hidden-1@127.0.0.1/b",
    NEXTAUTH_SECRET: "hidden-2",
    AWS_SECRET_ACCESS_KEY: "hidden-3",
  };
  await run("keeper", "console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)", secrets);
  const log = path.join(dataDir, "logs/keeper.log");
  await expect.poll(() => readFileSync(log, "utf8")).toContain("hidden-3");
  for (const secret of Object.values(secrets)) expect(readFileSync(log, "utf8")).toContain(secret);
  const seen = ["environ", "cmdline"].map((name) => readFileSync(`/proc/${pidOf("keeper")}/${name}`, "utf8"));
  expect(seen.join("")).not.toContain("hidden");
  expect(seen[0]).toContain("PATH=");
});
