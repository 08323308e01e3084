import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLauncher, type LaunchRequest } from "./launcher";
import { createOutputPipes, type OutputPipes } from "./output-pipes";
import { isGroupRunning, signalGroup } from "./process-group";

let scratch: string;
let pipes: OutputPipes;
beforeEach(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "launcher-"));
  pipes = createOutputPipes(path.join(scratch, "pipes"));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

async function prepare(script: string) {
  const [output, commands] = await Promise.all([pipes.openNamed(), pipes.openInput()]);
  const request: LaunchRequest = {
    command: "bash",
    args: ["-c", script],
    directory: scratch,
    environment: { PATH: process.env["PATH"] ?? "" },
    user: null,
    output: output.name,
    commands: commands.name,
  };
  function release(): void {
    output.release();
    commands.release();
  }
  return { request, release, commandsFd: commands.writeFd };
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

it("starts processes in groups of their own and tells how they end", async () => {
  const launcher = createLauncher();
  const { request, release, commandsFd } = await prepare("read line <&3; exit $line");
  const { request: other } = await prepare("exec sleep 1000");
  const [one, two] = await Promise.all([launcher.launch(request), launcher.launch(other)]);
  release();
  writeSync(commandsFd, "3\n");
  signalGroup(two.pid, "SIGKILL");
  expect(await one.exited).toBe(3);
  expect(await two.exited).toBe(137);
});

it("is not ended by a build that asks its parent to end", async () => {
  const launcher = createLauncher();
  const { request, release, commandsFd } = await prepare("read line <&3; exit $line");
  const { request: asking } = await prepare("kill $PPID; kill -HUP $PPID; kill -INT $PPID; exit 4");
  const [one, two] = await Promise.all([launcher.launch(request), launcher.launch(asking)]);
  release();
  expect(await two.exited).toBe(4);
  writeSync(commandsFd, "3\n");
  expect(await one.exited).toBe(3);
});

it("waits for nobody to read a pipe, so that it hears when the engine is gone", async () => {
  const { request, release } = await prepare("exec sleep 1000");
  const unread = path.join(scratch, "unread");
  execFileSync("mkfifo", [unread]);
  const launched = await createLauncher().launch({ ...request, output: unread });
  release();
  signalGroup(launched.pid, "SIGKILL");
  expect(await launched.exited).toBe(137);
});

it.runIf(process.platform === "linux")("goes on after its process was killed, and lets nobody wait", async () => {
  const launcher = createLauncher();
  const { request, release } = await prepare("exec sleep 1000");
  const lost = await launcher.launch(request);
  process.kill(parentOf(lost.pid), "SIGKILL");
  expect(await lost.exited).toBe(137);
  signalGroup(lost.pid, "SIGKILL");
  const next = await launcher.launch(request);
  release();
  signalGroup(next.pid, "SIGTERM");
  expect(await next.exited).toBe(143);
});

it.runIf(process.platform === "linux")("ends what it has started when the engine is killed", async () => {
  const { request } = await prepare("exec sleep 1000");
  const engine = path.join(scratch, "engine.ts");
  await writeFile(
    engine,
    `import { createLauncher } from ${JSON.stringify(path.resolve("lib/engine/runners/processes/launcher.ts"))};
     createLauncher().launch(${JSON.stringify(request)}).then(({ pid }) => console.log(pid));`,
  );
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), engine], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await once(child.stdout, "data");
  const pid = Number(String(printed));
  expect(await isGroupRunning(pid)).toBe(true);
  child.kill("SIGKILL");
  await expect.poll(() => isGroupRunning(pid)).toBe(false);
});

it("lets the engine end without a process that idles, and keeps it waiting for one that is held", async () => {
  const engine = path.join(scratch, "engine.ts");
  async function runEngine(script: string, then: string): Promise<void> {
    const { request } = await prepare(script);
    const source = `import { createLauncher } from ${JSON.stringify(path.resolve("lib/engine/runners/processes/launcher.ts"))};
      createLauncher().launch({ ...${JSON.stringify(request)}, isIdle: true }).then((idle) => { ${then} });`;
    await writeFile(engine, source);
    execFileSync(process.execPath, ["--import", import.meta.resolve("tsx"), engine]);
  }
  await runEngine("exec sleep 1000", "");
  await runEngine("sleep 0.3; echo ended > ended", "idle.hold();");
  expect(existsSync(path.join(scratch, "ended"))).toBe(true);
});
