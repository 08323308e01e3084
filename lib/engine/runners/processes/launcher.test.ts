import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLauncher, type LaunchRequest } from "./launcher";
import { createOutputPipes } from "./output-pipes";
import { isGroupRunning, signalGroup } from "./process-group";

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "launcher-"));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

async function request(script: string): Promise<{ readonly request: LaunchRequest; readonly release: () => void }> {
  const { name, release } = await createOutputPipes(path.join(scratch, "pipes")).openNamed();
  const args = ["-c", script];
  const environment = { PATH: process.env["PATH"] ?? "" };
  return { request: { command: "bash", args, directory: scratch, environment, user: null, output: name }, release };
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

it("starts processes in groups of their own and tells how they end", async () => {
  const launcher = createLauncher();
  const { request: wanted, release } = await request("read line <&3; exit $line");
  const [one, two] = await Promise.all([launcher.launch(wanted), launcher.launch(wanted)]);
  release();
  one.write("3\n");
  signalGroup(two.pid, "SIGKILL");
  expect(await one.exited).toBe(3);
  expect(await two.exited).toBe(137);
});

it("waits for nobody to read a pipe, so that it hears when the engine is gone", async () => {
  const { request: wanted, release } = await request("exec sleep 1000");
  const unread = path.join(scratch, "unread");
  execFileSync("mkfifo", [unread]);
  const launched = await createLauncher().launch({ ...wanted, output: unread });
  release();
  signalGroup(launched.pid, "SIGKILL");
  expect(await launched.exited).toBe(137);
});

it.runIf(process.platform === "linux")("goes on after its process was killed, and lets nobody wait", async () => {
  const launcher = createLauncher();
  const { request: wanted, release } = await request("exec sleep 1000");
  const lost = await launcher.launch(wanted);
  process.kill(parentOf(lost.pid), "SIGKILL");
  expect(await lost.exited).toBe(137);
  lost.write("too late");
  signalGroup(lost.pid, "SIGKILL");
  const next = await launcher.launch(wanted);
  release();
  signalGroup(next.pid, "SIGTERM");
  expect(await next.exited).toBe(143);
});

it.runIf(process.platform === "linux")("ends what it has started when the engine is killed", async () => {
  const { request: wanted } = await request("exec sleep 1000");
  const engine = path.join(scratch, "engine.ts");
  await writeFile(
    engine,
    `import { createLauncher } from ${JSON.stringify(path.resolve("lib/engine/runners/processes/launcher.ts"))};
     createLauncher().launch(${JSON.stringify(wanted)}).then(({ pid }) => console.log(pid));`,
  );
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), engine], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await once(child.stdout, "data");
  const pid = Number(String(printed));
  expect(await isGroupRunning(pid)).toBe(true);
  child.kill("SIGKILL");
  await expect.poll(() => isGroupRunning(pid), { timeout: 10_000 }).toBe(false);
});
