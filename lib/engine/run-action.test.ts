import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import { createFileArtifactStore } from "./artifacts/file-artifact-store";
import { DEFAULT_QUOTAS, type Quotas } from "./quotas";
import { createRunAction } from "./run-action";
import { withFailuresAsOutcomes } from "./runners/action-failure";
import type { ActionJob, ActionOutcome, Runner } from "./runners/runner";

const NOTHING = {
  actionTypeId: { category: "Test", provider: "None" },
} as unknown as ActionJob; // all that is read

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const WATCH = { signal: new AbortController().signal, begun: Promise.resolve(), report: () => undefined };

it("makes a directory when a runner wants one, always the same, and removes it afterwards", async () => {
  const root = mkdtempSync(path.join(tmpdir(), "run-action-"));
  const workRoot = path.join(root, "work");
  const seen: string[] = [];
  const runAction = createRunAction({
    ...world(root),
    workRoot,
    findRunner: () => ({
      async run(_job, { workDirectory }) {
        if (existsSync(workRoot)) seen.push(workRoot);
        seen.push(workDirectory(), workDirectory(), ...readdirSync(workDirectory()));
        return { status: "Succeeded" };
      },
    }),
  });
  await runAction(NOTHING, WATCH);
  expect(seen).toHaveLength(2);
  expect(new Set(seen).size).toBe(1);
  await expect.poll(() => readdirSync(workRoot)).toEqual([]);
  rmSync(root, { recursive: true, maxRetries: 3 });
});

it("opens the log of a runner that starts early once its attempt has begun, with all that was said before", async () => {
  const root = mkdtempSync(path.join(tmpdir(), "run-action-"));
  const opened: string[] = [];
  const lines: string[] = [];
  const runAction = createRunAction({
    ...world(root),
    workRoot: root,
    openLog(group, stream) {
      opened.push(`${group} ${stream}`);
      return { line: (text) => void lines.push(text), flush: async () => undefined };
    },
    findRunner: () => ({
      async run(_job, { openLog, begun }) {
        const log = openLog("group", "stream");
        log.line("made ready");
        await begun;
        log.line("under way");
        await log.flush();
        return { status: "Succeeded" };
      },
    }),
  });
  const job = { actionTypeId: { category: "Compute", owner: "AWS", provider: "Commands", version: "1" } } as ActionJob; // all that is read
  let begin: () => void = () => undefined;
  const outcome = runAction(job, { ...WATCH, begun: new Promise((resolve) => (begin = resolve)) });
  await settled();
  expect(opened).toEqual([]);
  begin();
  expect(await outcome).toEqual({ status: "Succeeded" });
  expect([opened, lines]).toEqual([["group stream"], ["made ready", "under way"]]);

  await expect(runAction(job, { ...WATCH, begun: Promise.reject(new Error("Not saved.")) })).rejects.toThrow(
    "Not saved.",
  );
  expect(opened).toHaveLength(1);
  rmSync(root, { recursive: true, maxRetries: 3 });
});

it("fails an action that gets no directory, and runs the next one once there is room for it", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "run-action-"));
  const inTheWay = path.join(directory, "data");
  writeFileSync(inTheWay, "");
  const wanting: Runner = {
    async run(_job, { workDirectory }) {
      workDirectory();
      return { status: "Succeeded" };
    },
  };
  const runAction = createRunAction({
    ...world(directory),
    workRoot: path.join(inTheWay, "work"),
    findRunner: () => withFailuresAsOutcomes(wanting),
  });
  const run = () => runAction(NOTHING, WATCH);
  expect(await run()).toMatchObject({
    status: "Failed",
    errorCode: "SystemUnavailable",
    message: expect.stringContaining("This machine could not run the action"),
  });
  rmSync(inTheWay);
  expect(await run()).toEqual({ status: "Succeeded" });
  rmSync(directory, { recursive: true, maxRetries: 3 });
});

describe("the size of artifacts", () => {
  const sized = (category: ActionTypeId["category"], provider: string): ActionTypeId => ({
    category,
    owner: "AWS",
    provider,
    version: "1",
  });
  const artifact = { name: "App", location: { bucket: "shop", key: "app.zip" } };

  it.each<[string, ActionTypeId, Partial<ActionJob>, string]>([
    ["an input", sized("Deploy", "CodeDeployToECS"), { inputArtifacts: [artifact] }, "codeDeployToEcsInputBytes"],
    ["an input", sized("Deploy", "CloudFormation"), { inputArtifacts: [artifact] }, "cloudFormationInputBytes"],
    ["an input", sized("Deploy", "ElasticBeanstalk"), { inputArtifacts: [artifact] }, "elasticBeanstalkInputBytes"],
    ["what comes", sized("Source", "S3"), { outputArtifacts: [artifact] }, "s3SourceBytes"],
    ["what comes", sized("Source", "CodeStarSourceConnection"), { outputArtifacts: [artifact] }, "gitSourceBytes"],
  ])("fails an action with %s over the quota: %o", async (_what, actionTypeId, artifacts, quota) => {
    const job = { actionTypeId, inputArtifacts: [], outputArtifacts: [], ...artifacts } as unknown as ActionJob; // all that is read
    expect(await runWith({ [quota]: 9 }, job)).toEqual({
      status: "Failed",
      errorCode: "JobFailed",
      message: `The artifact App has 10 bytes, and ${actionTypeId.provider} actions take 9 at most. Make it smaller; the engine's quota is ${quota}.`,
    });
    expect(await runWith({ [quota]: 10 }, job)).toEqual({ status: "Succeeded" });
  });

  async function runWith(changed: Partial<Quotas>, job: ActionJob): Promise<ActionOutcome> {
    const root = mkdtempSync(path.join(tmpdir(), "run-action-"));
    mkdirSync(path.join(root, "shop"));
    writeFileSync(path.join(root, "shop", "app.zip"), "0123456789");
    const runAction = createRunAction({
      ...world(root),
      workRoot: path.join(root, "work"),
      quotas: { ...DEFAULT_QUOTAS, ...changed },
    });
    const outcome = await runAction(job, WATCH);
    rmSync(root, { recursive: true, maxRetries: 3 });
    return outcome;
  }
});

/** What runs nothing, and succeeds with it. */
function world(root: string): Omit<Parameters<typeof createRunAction>[0], "workRoot" | "quotas"> {
  return {
    clock: new FakeClock(),
    ids: { next: () => "id" },
    artifacts: createFileArtifactStore(root),
    resources: { find: async () => null, list: async () => [] },
    findRunner: () => ({ run: async () => ({ status: "Succeeded" }) }),
    openLog: () => ({ line: () => undefined, flush: async () => undefined }),
  };
}
