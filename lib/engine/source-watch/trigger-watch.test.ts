import {
  CodePipelineClient,
  CreatePipelineCommand,
  ListPipelineExecutionsCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStoredObjects } from "../buckets/stored-objects";
import type { TriggerDeclaration } from "@/lib/pipeline/declaration";
import { DEFAULT_QUOTAS } from "../quotas";
import { localResourcesOf } from "../local-resources-of";
import { ActionHarness } from "../runners/testing/action-harness";
import { buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";
import { createSourceWatchPort } from "./engine-source-watch-port";
import { createPullRequestReporter, type PullRequestReport } from "./report-pull-request";
import type { SeenRefsTable } from "./seen-refs";
import { createSourceWatch, type SourceWatch } from "./source-watch";

const CONNECTION_ARN = "arn:aws:codestar-connections:us-east-1:123456789012:connection/1";
const REPOSITORY = "acme/shop";

let test: TestEngine;
let harness: ActionHarness;
let watch: SourceWatch;
let faults: string[];
let repository: string;

beforeEach(async () => {
  test = await startTestEngine();
  harness = await ActionHarness.create();
  faults = [];
  repository = await harness.repository("shop", { "src/a.ts": "1", "docs/a.md": "1" });
  await test.store.putLocalResource({ type: "repository", name: REPOSITORY, url: repository });
});
afterEach(async () => {
  await watch.stop();
  await harness.dispose();
});

function newWatch(refs: Partial<SeenRefsTable> = {}): SourceWatch {
  const port = createSourceWatchPort(test.engine);
  return createSourceWatch({
    port: { ...port, refs: { ...tableOf(port.refs), ...refs } },
    resources: localResourcesOf(test.store),
    mirrors: harness.mirrors,
    objects: createStoredObjects([path.join(harness.directory, "data", "s3")]),
    clock: systemClock,
    onFault: (message) => void faults.push(message),
  });
}

function tableOf(refs: SeenRefsTable): SeenRefsTable {
  return {
    findSeenRefs: (repository) => refs.findSeenRefs(repository),
    saveSeenRefs: (repository, seen) => refs.saveSeenRefs(repository, seen),
    keepSeenRefs: (repositories) => refs.keepSeenRefs(repositories),
  };
}

/** Creates a pipeline with triggers and waits until its repository has been looked at. */
async function follow(git: Omit<TriggerDeclaration["gitConfiguration"], "sourceActionName">, name = "shop") {
  const checkout = sourceAction("Checkout", {
    actionTypeId: { category: "Source", owner: "AWS", provider: "CodeStarSourceConnection", version: "1" },
    configuration: { ConnectionArn: CONNECTION_ARN, FullRepositoryId: REPOSITORY, BranchName: "main" },
  });
  const declared = declarePipeline([], {
    name,
    executionMode: "PARALLEL",
    stages: [declareStage("Source", [checkout]), declareStage("Build", [buildAction("Compile")])],
    triggers: [
      { providerType: "CodeStarSourceConnection", gitConfiguration: { sourceActionName: "Checkout", ...git } },
    ],
  });
  const pipeline = declared as PipelineDeclaration; // enums differ in type only
  await new CodePipelineClient(test.clientConfig).send(new CreatePipelineCommand({ pipeline }));
}

async function start(): Promise<void> {
  watch = newWatch();
  watch.start();
  await expect.poll(() => test.store.findSeenRefs(repository)).not.toBeNull();
}

/** Those after the one that the creation of the pipeline started, oldest first. */
async function started(name = "shop") {
  const executions = await test.store.listExecutions(name, { limit: 100 });
  return executions.slice(0, -1).toReversed();
}

function git(...args: string[]): void {
  execFileSync("git", ["-C", repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args]);
}

function head(): string {
  return execFileSync("git", ["-C", repository, "rev-parse", "HEAD"], { encoding: "utf8" }).trim();
}

/** Waits until change detection has dealt with what a ref points to. */
async function seenAt(ref: string, commitId: string): Promise<void> {
  await expect.poll(async () => (await test.store.findSeenRefs(repository))?.refs[`refs/${ref}`]).toBe(commitId);
}

const startedBranches = async () => (await started()).map(({ trigger }) => trigger.commit?.branchName);

describe("a push", () => {
  it("that finds as many executions as there may be is on record as one that failed, and is not told twice", async () => {
    test = await startTestEngine(test.store, undefined, { ...DEFAULT_QUOTAS, concurrentExecutions: 1 });
    await follow({ push: [{ branches: { includes: ["main"] } }] });
    await start();
    await harness.commit(repository, { "src/a.ts": "2" }, "Two");
    await expect.poll(async () => (await started()).length).toBe(1);
    const [failed] = await started();
    const listed = await new CodePipelineClient(test.clientConfig).send(
      new ListPipelineExecutionsCommand({ pipelineName: "shop" }),
    );
    expect(listed.pipelineExecutionSummaries?.[0]).toMatchObject({
      pipelineExecutionId: failed?.pipelineExecutionId,
      status: "Failed",
      statusSummary: "The pipeline 'shop' has reached the limit of 1 concurrent executions",
      trigger: { triggerType: "WebhookV2" },
    });
    await expect.poll(() => faults).toEqual([expect.stringContaining("reached the limit of 1")]);
    await test.store.putEventTarget({ name: "all", url: "http://127.0.0.1/", key: null });
    await test.store.distributeAnnouncements(100);
    const sent = await test.store.listDeliveries("all", { perPipeline: 100, limit: 100, except: [] });
    expect(sent.slice(-2).map(({ detail }) => detail.state)).toEqual(["STARTED", "FAILED"]);
  });

  it("to a branch that the trigger includes starts the pipeline on its commit, and no other does", async () => {
    await follow({ push: [{ branches: { includes: ["main", "release/**"], excludes: ["release/old"] } }] });
    await start();
    const commitId = await harness.commit(repository, { "src/a.ts": "2" }, "Two");
    await expect.poll(async () => (await started()).length).toBe(1);
    git("checkout", "--quiet", "-b", "release/old");
    await harness.commit(repository, { "src/a.ts": "3" }, "Three");
    git("checkout", "--quiet", "-b", "other");
    git("branch", "release/a/b");
    await expect.poll(startedBranches).toEqual(["main", "release/a/b"]);
    const [first] = await started();
    expect(first?.trigger).toEqual({
      triggerType: "WebhookV2",
      triggerDetail: CONNECTION_ARN,
      commit: {
        commitId,
        commitMessage: "Two",
        authorDisplayName: "Ada",
        authorEmail: "ada@example.com",
        authorDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        authorId: "ada@example.com",
        fullRepositoryName: REPOSITORY,
        providerType: "GitHub",
        connectionArn: CONNECTION_ARN,
        branchName: "main",
      },
    });
    const job = test.runner.jobs.find(({ pipelineExecutionId }) => pipelineExecutionId === first?.pipelineExecutionId);
    expect(job?.sourceRevision).toEqual({
      revisionType: "COMMIT_ID",
      revisionValue: commitId,
      reference: { type: "branch", branchName: "main" },
    });
    expect(faults).toEqual([]);
  });

  it("is held against the files it changes; a new branch has nothing to compare with", async () => {
    await follow({ push: [{ branches: { includes: ["**"] }, filePaths: { includes: ["src/**"] } }] });
    await start();
    await seenAt("heads/main", await harness.commit(repository, { "docs/a.md": "2" }, "Docs"));
    await harness.commit(repository, { "src/a.ts": "2", "docs/a.md": "3" }, "Both");
    await expect.poll(startedBranches).toEqual(["main"]);
    git("branch", "new");
    await seenAt("heads/new", head());
    git("checkout", "--quiet", "new");
    await harness.commit(repository, { "src/a.ts": "3" }, "On the new branch");
    await expect.poll(startedBranches).toEqual(["main", "new"]);
  });

  it("that was made while nobody looked is noticed once", async () => {
    await follow({ push: [{ branches: { includes: ["main"] } }] });
    await start();
    await watch.stop();
    await harness.commit(repository, { "src/a.ts": "2" }, "While down");
    const before = await test.store.findSeenRefs(repository);
    watch = newWatch();
    watch.start();
    await expect.poll(startedBranches).toEqual(["main"]);
    await watch.stop();
    // As if the engine had been killed before it could save what it had seen.
    await test.store.saveSeenRefs(repository, before ?? { generation: 1, refs: {} });
    watch = newWatch();
    watch.start();
    await expect.poll(async () => (await test.store.findSeenRefs(repository))?.refs).not.toEqual(before?.refs);
    expect(await startedBranches()).toEqual(["main"]);
  });

  it("from before the trigger starts nothing", async () => {
    await follow({ push: [{ branches: { includes: ["main"] } }] });
    await start();
    await test.engine.deletePipeline("shop");
    await expect.poll(() => test.store.findSeenRefs(repository)).toBeNull();
    await harness.commit(repository, { "src/a.ts": "2" }, "Nobody follows");
    await follow({ push: [{ branches: { includes: ["main"] } }] });
    await expect.poll(() => test.store.findSeenRefs(repository)).not.toBeNull();
    expect(await started()).toEqual([]);
  });

  it("from before the trigger starts nothing either when its repository was being read as nobody followed it any more", async () => {
    await follow({ push: [{ branches: { includes: ["main"] } }] });
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const saveSeenRefs = vi.fn(async (...seen: Parameters<SeenRefsTable["saveSeenRefs"]>) => {
      await held;
      await test.store.saveSeenRefs(...seen);
    });
    const keepSeenRefs = vi.fn((repositories: readonly string[]) => test.store.keepSeenRefs(repositories));
    watch = newWatch({ saveSeenRefs, keepSeenRefs });
    watch.start();
    await expect.poll(() => saveSeenRefs.mock.calls).toHaveLength(1);
    await test.engine.deletePipeline("shop");
    const rounds = vi.spyOn(test.engine, "states");
    await expect.poll(() => rounds.mock.calls.length).toBeGreaterThan(1);
    goOn();
    await expect.poll(() => keepSeenRefs.mock.lastCall).toEqual([[]]);
    expect(await test.store.findSeenRefs(repository)).toBeNull();
  });
});

it("tags start what asks for them, on the commit they stand for", async () => {
  await follow({ push: [{ tags: { includes: ["v*"], excludes: ["*-rc*"] } }] });
  await start();
  git("tag", "other");
  git("tag", "v1-rc1");
  git("tag", "--annotate", "--message", "One", "v1");
  await expect.poll(async () => (await started()).map(({ trigger }) => trigger.commit?.tagName)).toEqual(["v1"]);
  expect(test.runner.jobs.at(-1)?.sourceRevision).toEqual({
    revisionType: "COMMIT_ID",
    revisionValue: head(),
    reference: { type: "tag", tagName: "v1" },
  });
});

it("a tag of something that is no commit is passed over, and what comes after is not", async () => {
  await follow({ push: [{ tags: { includes: ["**"] } }] });
  await start();
  git("tag", "tree", "HEAD^{tree}");
  await expect.poll(() => faults).toEqual([expect.stringContaining("A push to tree started nothing")]);
  git("tag", "commit");
  await expect.poll(async () => (await started()).map(({ trigger }) => trigger.commit?.tagName)).toEqual(["commit"]);
});

describe("a pull request that is reported", () => {
  const REPORT: PullRequestReport = {
    repository: REPOSITORY,
    event: "OPEN",
    pullRequestId: "7",
    title: "Better",
    sourceBranch: "feature",
    destinationBranch: "main",
  };
  const report = (change: Partial<PullRequestReport> = {}) =>
    createPullRequestReporter({
      port: createSourceWatchPort(test.engine),
      resources: localResourcesOf(test.store),
      mirrors: harness.mirrors,
      clock: systemClock,
      ids: test.engine.ids,
    })({ ...REPORT, ...change });

  beforeEach(async () => {
    watch = newWatch();
    await follow({
      pullRequest: [
        { events: ["OPEN", "CLOSED"], branches: { includes: ["main"] }, filePaths: { includes: ["src/**"] } },
      ],
    });
    git("checkout", "--quiet", "-b", "feature");
  });

  it("starts the pipeline on the commit of its source branch", async () => {
    const commitId = await harness.commit(repository, { "src/a.ts": "2" }, "Better");
    const result = await report();
    expect(result).toEqual({
      commitId,
      pipelines: [{ pipelineName: "shop", sourceActionName: "Checkout", pipelineExecutionId: expect.any(String) }],
    });
    await test.settled();
    expect(test.runner.jobs.at(-1)?.sourceRevision).toEqual({
      revisionType: "COMMIT_ID",
      revisionValue: commitId,
      reference: {
        type: "pullRequest",
        pullRequestId: "7",
        pullRequestTitle: "Better",
        sourceBranchName: "feature",
        destinationBranchName: "main",
      },
    });
  });

  it("is held against event, destination branch and files", async () => {
    await harness.commit(repository, { "docs/a.md": "2" }, "Docs");
    const ids = async (change?: Partial<PullRequestReport>) =>
      (await report(change)).pipelines.map(({ pipelineExecutionId }) => pipelineExecutionId);
    expect(await ids()).toEqual([undefined]);
    await harness.commit(repository, { "src/a.ts": "2" }, "Source");
    git("branch", "develop", "main");
    expect(await ids({ event: "UPDATED" })).toEqual([undefined]);
    expect(await ids({ destinationBranch: "develop" })).toEqual([undefined]);
    expect(await ids()).toEqual([expect.any(String)]);
  });

  it("still shows what it changed once it is merged, and the merge is a push of its own", async () => {
    await watch.stop();
    await follow(
      { push: [{ branches: { includes: ["main"] } }], pullRequest: [{ branches: { includes: ["main"] } }] },
      "both",
    );
    await start();
    const commitId = await harness.commit(repository, { "src/a.ts": "2" }, "Better");
    git("checkout", "--quiet", "main");
    git("merge", "--quiet", "--no-ff", "--message", "Merge", "feature");
    git("branch", "--delete", "--force", "feature");
    const { pipelines } = await report({ event: "CLOSED", commitId });
    expect(pipelines.every(({ pipelineExecutionId }) => pipelineExecutionId !== undefined)).toBe(true);
    await expect.poll(async () => (await started("both")).length).toBe(2);
  });

  it("is refused when it is about what does not exist", async () => {
    await expect(report({ repository: "acme/other" })).rejects.toThrow("No repository is registered as acme/other");
    await expect(report({ sourceBranch: "gone" })).rejects.toThrow("has no branch gone");
    await expect(report({ commitId: "0".repeat(40) })).rejects.toThrow("has no commit 0000");
    await expect(report({ sourceBranch: "--upload-pack=x" })).rejects.toThrow("is not a name of a branch");
  });
});
