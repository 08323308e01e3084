import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { isGroupRunning, pause, signalGroup } from "../processes/process-group";
import { ActionHarness } from "../testing/action-harness";

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

async function build(buildspec: string, signal?: AbortSignal) {
  const job = {
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    configuration: { ProjectName: "ShopBuild" },
    inputArtifacts: [await harness.input("SourceOut", { "buildspec.yml": buildspec })],
  } as const;
  return harness.run(job, signal);
}

it("ends every process of a stopped build", async () => {
  const abort = new AbortController();
  const pidFile = path.join(harness.directory, "pid");
  const running = build(
    `version: 0.2\nphases: { build: { commands: ["echo $$ > ${pidFile}; (sleep 1000 | sleep 1000) & sleep 1000"] } }`,
    abort.signal,
  );
  await expect.poll(() => readFile(pidFile, "utf8")).toMatch(/\d\n/);
  abort.abort();
  expect((await running).outcome.status).toBe("Failed");
  expect(await isGroupRunning(Number(await readFile(pidFile, "utf8")))).toBe(false);
});

it.each(["0.1", "0.2"])("leaves nothing behind that left its group, in version %s", async (version) => {
  const spec = (first: string) => `version: ${version}\nphases: { build: { commands: ['${first}', 'true'] } }`;
  // The second build gets shells that were started before it, whose own environment does not name its directory.
  await build(spec("true"));
  await pause(systemClock, 500);
  const { lines } = await build(spec("set -m; (cd /; while :; do sleep 0.1; done) > /dev/null 2>&1 & echo group $!"));
  const group = Number(lines.find((line) => line.startsWith("group "))?.slice("group ".length));
  expect(group).toBeGreaterThan(0);
  try {
    await expect.poll(() => isGroupRunning(group)).toBe(false);
  } finally {
    signalGroup(group, "SIGKILL");
  }
});
