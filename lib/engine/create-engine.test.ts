import { describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { createEngine } from "./create-engine";
import type { Engine } from "./engine";
import { idsFrom } from "./ids";
import { createJobs } from "./jobs/jobs";
import type { EngineStore } from "./store/store";
import { createMemoryStore } from "./store/memory-store";
import { approvalAction, buildAction, declarePipeline, declareStage } from "./testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "./testing/start-test-engine";

const build = declareStage("Build", [buildAction("Compile")]);
const gate = declareStage("Gate", [approvalAction("Review")]);

async function create({ engine, settled }: TestEngine, declaration: PipelineDeclaration): Promise<void> {
  await engine.createPipeline(declaration, { tags: [], principalArn: "arn:me" });
  await settled();
}

function onlyExecution(engine: Engine) {
  const [execution] = Object.values(engine.stateOf("shop")?.executions ?? {});
  if (!execution) throw new Error("The pipeline has no execution.");
  return execution;
}

describe("a restart", () => {
  it("fails what ran in the process that is gone, with a reason, and lets a retry run it again", async () => {
    const store = createMemoryStore();
    const before = await startTestEngine(store);
    await create(before, declarePipeline([build]));
    before.runner.succeed("Checkout");
    await before.settled();

    const after = await startTestEngine(store);
    const { record, stages } = onlyExecution(after.engine);
    expect(record.status).toBe("Failed");
    expect(stages["Build"]?.actions["Compile"]).toMatchObject({
      status: "Failed",
      error: { code: "SystemUnavailable", message: expect.stringContaining("restarted while this action ran") },
    });
    await after.engine.submit("shop", () => ({
      type: "stageRetried",
      pipelineExecutionId: record.pipelineExecutionId,
      stageName: "Build",
      retryMode: "FAILED_ACTIONS",
    }));
    after.runner.succeed("Compile");
    await after.settled();
    expect(onlyExecution(after.engine).record.status).toBe("Succeeded");
  });

  it("fails a rule that ran in the process that is gone, and says how to get past it", async () => {
    const store = createMemoryStore();
    const before = await startTestEngine(store);
    const rules = [{ ...rule("Smoke", "Commands", {}), commands: ["true"] }];
    const held = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules }] },
    });
    await create(before, declarePipeline([held]));
    before.runner.succeed("Checkout");
    await before.settled();

    const after = await startTestEngine(store);
    const { status, conditions } = onlyExecution(after.engine).stages["Build"] ?? {};
    expect(status).toBe("InProgress");
    expect(conditions?.beforeEntry).toMatchObject({
      status: "Failed",
      summary: expect.stringMatching(/restarted while this rule ran.*Override its condition/),
    });
  });

  it("keeps an approval waiting with the same token, and its timeout", async () => {
    const store = createMemoryStore();
    const before = await startTestEngine(store);
    await create(before, declarePipeline([gate]));
    before.runner.succeed("Checkout");
    await before.settled();
    const asked = onlyExecution(before.engine).stages["Gate"]?.actions["Review"];

    const after = await startTestEngine(store);
    expect(onlyExecution(after.engine).stages["Gate"]?.actions["Review"]).toEqual(asked);
    after.clock.advance(8 * 24 * 60 * 60 * 1000);
    await after.settled();
    expect(onlyExecution(after.engine).record.status).toBe("Failed");
  });

  const rule = (name: string, provider: string, configuration: Record<string, string>) => ({
    name,
    ruleTypeId: { category: "Rule" as const, owner: "AWS" as const, provider, version: "1" },
    configuration,
  });

  it("goes on looking at an alarm, for as long as was left, and waiting for a function that answers a rule", async () => {
    const rules = [
      rule("Quiet", "CloudWatchAlarm", { AlarmName: "Errors", WaitTime: "10" }),
      rule("Asked", "LambdaInvoke", { FunctionName: "check" }),
      rule("Built", "CodeBuild", { ProjectName: "check" }),
    ];
    const guarded = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules }] },
    });
    const store = createMemoryStore();
    const before = await startTestEngine(store);
    await create(before, declarePipeline([guarded]));
    before.runner.succeed("Checkout");
    await before.settled();
    const [begun] = before.runner.jobs.filter(({ actionName }) => actionName === "Quiet");

    const after = await startTestEngine(store);
    expect(after.runner.running()).toEqual(["Quiet", "Asked"]);
    expect(after.runner.jobs[0]).toEqual({ ...begun, begunAt: before.clock.now() });
    const run = onlyExecution(after.engine).stages["Build"]?.conditions.beforeEntry;
    expect(run?.rules["Built"]).toMatchObject({ status: "Failed", error: { code: "SystemUnavailable" } });
    after.runner.succeed("Asked");
    after.runner.succeed("Quiet");
    await after.settled();
    const ended = onlyExecution(after.engine).stages["Build"]?.conditions.beforeEntry;
    expect(ended?.rules["Quiet"]?.status).toBe("Succeeded");
    expect(ended?.status).toBe("Failed");
  });

  it("leaves what an orderly stop interrupted to the next start", async () => {
    const store = createMemoryStore();
    const before = await startTestEngine(store);
    await create(before, declarePipeline([build]));
    await before.engine.stop();
    expect(before.runner.running()).toEqual([]);
    expect(onlyExecution(before.engine).record.status).toBe("InProgress");
    const after = await startTestEngine(store);
    expect(onlyExecution(after.engine).record.status).toBe("Failed");
  });
});

describe("saving", () => {
  /** A store whose next commits fail, before or after they were done. */
  function faultyStore(failures: ("before" | "after")[]) {
    const store = createMemoryStore();
    const commit: EngineStore["commit"] = async (change) => {
      const failure = failures.shift();
      if (failure === "before") throw new Error("The database is gone.");
      await store.commit(change);
      if (failure === "after") throw new Error("The connection broke.");
    };
    return { ...store, commit };
  }

  it("comes before acting: what was not saved is tried again and happens once", async () => {
    const failures: ("before" | "after")[] = [];
    const test = await startTestEngine(faultyStore(failures));
    await create(test, declarePipeline([build]));
    failures.push("before", "before");
    test.runner.succeed("Checkout");
    await test.settled();
    expect(test.runner.running()).toEqual([]);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      test.clock.advance(1_000);
      await test.settled();
    }
    expect(test.runner.running()).toEqual(["Compile"]);
    expect(test.runner.jobs.filter(({ actionName }) => actionName === "Compile")).toHaveLength(1);
  });

  it("notices that a save was done although its connection broke, and goes on from there", async () => {
    const failures: ("before" | "after")[] = [];
    const test = await startTestEngine(faultyStore(failures));
    await create(test, declarePipeline([build]));
    failures.push("after");
    test.runner.succeed("Checkout");
    await test.settled();
    test.clock.advance(1_000);
    await test.settled();
    expect(test.runner.running()).toEqual(["Compile"]);
    const [saved] = await test.store.listActionExecutions("shop", { limit: 10 });
    expect(test.runner.jobs.at(-1)?.actionExecutionId).toBe(saved?.actionExecutionId);
    test.runner.succeed("Compile");
    await test.settled();
    expect(onlyExecution(test.engine).record.status).toBe("Succeeded");
  });

  it("takes up a pipeline whose creation was saved although its connection broke", async () => {
    const store = createMemoryStore();
    let isBroken = true;
    const createPipeline: EngineStore["createPipeline"] = async (commit, tags) => {
      const isNew = await store.createPipeline(commit, tags);
      if (isBroken) throw new Error("The connection broke.");
      return isNew;
    };
    const test = await startTestEngine({ ...store, createPipeline });
    const creation = { tags: [], principalArn: "arn:me" };
    const declaration = declarePipeline([build]);
    await expect(test.engine.createPipeline(declaration, creation)).rejects.toThrow("The connection broke.");
    isBroken = false;
    expect(await test.engine.createPipeline(declaration, creation)).toBe(false);
    await test.settled();
    expect(onlyExecution(test.engine).record.status).toBe("Failed");
  });

  it("takes together what came in while the last save was under way", async () => {
    const store = createMemoryStore();
    const saves: number[] = [];
    let release = (): void => undefined;
    const commit: EngineStore["commit"] = async (change) => {
      await new Promise<void>((resolve) => (release = resolve));
      saves.push(change.events.length);
      await store.commit(change);
    };
    const wide = declareStage(
      "Build",
      ["One", "Two", "Three"].map((name) => buildAction(name)),
    );
    const test = await startTestEngine({ ...store, commit });
    await create(test, declarePipeline([wide]));
    const end = async (...actionNames: string[]) => {
      for (const actionName of actionNames) test.runner.succeed(actionName);
      await test.settled();
    };
    await end("Checkout");
    release();
    await test.settled();
    await end("One");
    await end("Two", "Three");
    release();
    await test.settled();
    release();
    await test.settled();
    expect(saves).toEqual([1, 1, 2]);
    expect(onlyExecution(test.engine).record.status).toBe("Succeeded");
  });

  it("makes ready what may start early while its start is saved, and nothing more once saves fail", async () => {
    const failures: ("before" | "after")[] = [];
    const begun: string[] = [];
    const made: string[] = [];
    const clock = new FakeClock();
    const store = faultyStore(failures);
    const ids = idsFrom("0a1b2c3d-4e5f-4607-9182-a3b4c5d6e7f8");
    const engine = createEngine({
      store,
      clock,
      ids,
      region: "us-east-1",
      accountId: "123456789012",
      jobs: createJobs({ store, clock, ids }),
      startsEarly: ({ actionName }) => actionName === "Compile",
      async runAction({ actionName, actionExecutionId }, watch) {
        if (actionName !== "Compile") return { status: "Succeeded", revision: { revisionId: "1" } };
        made.push(actionExecutionId);
        await watch.begun;
        begun.push(actionExecutionId);
        return { status: "Succeeded" };
      },
    });
    await engine.start();
    const turns = () => new Promise((resolve) => setTimeout(resolve, 10));
    failures.push("before", "before", "before");
    await engine.createPipeline(declarePipeline([build]), { tags: [], principalArn: "arn:me" });
    await turns();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      clock.advance(500);
      await turns();
    }
    // Of four starts the first was made ready and dropped, two were not made ready, and the last was saved.
    expect(made).toHaveLength(2);
    expect(begun).toEqual(made.slice(-1));
    expect(onlyExecution(engine).record.status).toBe("Succeeded");
    await engine.stop();
  });

  it("refuses a command that cannot be saved, and changes nothing", async () => {
    const failures: ("before" | "after")[] = [];
    const test = await startTestEngine(faultyStore(failures));
    await create(test, declarePipeline([build]));
    const before = test.engine.stateOf("shop");
    failures.push("before");
    const disable = { type: "transitionDisabled", stageName: "Build", reason: "no", changedBy: "me" } as const;
    await expect(test.engine.submit("shop", () => disable)).rejects.toThrow("The database is gone.");
    expect(test.engine.stateOf("shop")).toBe(before);
  });
});

describe("actions", () => {
  it("are aborted and fail when their time is over", async () => {
    const test = await startTestEngine();
    await create(test, declarePipeline([build]));
    test.clock.advance(60 * 60 * 1000);
    await test.settled();
    expect(test.runner.running()).toEqual([]);
    expect(onlyExecution(test.engine).stages["Source"]?.actions["Checkout"]).toMatchObject({
      status: "Failed",
      error: { message: "It timed out: it did not finish within 1 hour." },
    });
  });

  it("have their reports saved together, and the last of them with their end", async () => {
    const test = await startTestEngine();
    await create(test, declarePipeline([build]));
    const checkout = () => onlyExecution(test.engine).stages["Source"]?.actions["Checkout"];
    test.runner.report("Checkout", { logStreamArn: "arn:log" });
    test.runner.report("Checkout", { percentComplete: 10 });
    test.clock.advance(100);
    await test.settled();
    expect(checkout()).toMatchObject({ status: "InProgress", logStreamArn: "arn:log", percentComplete: 10 });
    test.runner.report("Checkout", { percentComplete: 90 });
    test.runner.succeed("Checkout");
    await test.settled();
    expect(checkout()).toMatchObject({ status: "Succeeded", logStreamArn: "arn:log", percentComplete: 90 });
    expect(test.store.eventsOf("shop").map(({ type }) => type)).toEqual([
      "executionStarted",
      "actionProgressed",
      "actionSucceeded",
    ]);
  });

  it("have characters replaced that no store takes, and keep the rest as it is", async () => {
    const test = await startTestEngine();
    await create(test, declarePipeline([build]));
    test.runner.succeed("Checkout");
    await test.settled();
    test.runner.succeed("Compile", { outputVariables: { Tag: "a\0b\ud83d", Path: String.raw`c:\u0000 😀` } });
    await test.settled();
    expect(onlyExecution(test.engine).stages["Build"]?.actions["Compile"]).toMatchObject({
      outputVariables: { Tag: "a\ufffdb\ufffd", Path: String.raw`c:\u0000 😀` },
    });
  });

  it("fail, and do not hang, when their runner throws", async () => {
    const test = await startTestEngine();
    const engine = test.engine;
    await create(test, declarePipeline([build]));
    test.runner.throw("Checkout", new Error("no space left"));
    await test.settled();
    expect(onlyExecution(engine).stages["Source"]?.actions["Checkout"]).toMatchObject({
      status: "Failed",
      error: { message: "The engine could not run this action: no space left" },
    });
  });
});

describe("a source change", () => {
  const change = {
    pipelineName: "shop",
    actionName: "Checkout",
    revisionType: "COMMIT_ID",
    revisionId: "def",
    triggerType: "PollForSourceChanges",
  } as const;

  it("starts one execution on that revision", async () => {
    const test = await startTestEngine();
    await create(test, declarePipeline([build]));
    const id = await test.engine.sourceChanged(change);
    expect(id).not.toBeNull();
    expect(await test.engine.sourceChanged(change)).toBeNull();
    expect(test.engine.stateOf("shop")?.executions[id ?? ""]?.record.trigger).toEqual({
      triggerType: "PollForSourceChanges",
    });
  });

  it("is told again when no more executions may run", async () => {
    const test = await startTestEngine();
    await create(test, declarePipeline([build], { executionMode: "QUEUED" }));
    for (let count = 1; count < 50; count += 1) {
      await test.engine.sourceChanged({ ...change, revisionId: `commit-${count}` });
    }
    await expect(test.engine.sourceChanged(change)).rejects.toMatchObject({
      exception: "ConcurrentPipelineExecutionsLimitExceededException",
    });
    expect(test.engine.stateOf("shop")?.seenRevisions["Checkout"]?.revisionId).toBe("commit-49");
  });
});
