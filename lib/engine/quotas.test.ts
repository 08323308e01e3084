import {
  CodePipelineClient,
  CreatePipelineCommand,
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { describe, expect, it } from "vitest";
import { DEFAULT_QUOTAS, parseQuotas, type Quotas } from "./quotas";
import { createMemoryStore } from "./store/memory-store";
import { buildAction, declarePipeline, declareStage } from "./testing/declare-pipeline";
import { startTestEngine } from "./testing/start-test-engine";

const DAY_MS = 24 * 60 * 60 * 1000;

async function start(quotas: Partial<Quotas>) {
  const test = await startTestEngine(createMemoryStore(), undefined, { ...DEFAULT_QUOTAS, ...quotas });
  const client = new CodePipelineClient(test.clientConfig);
  const create = (overrides: Partial<PipelineDeclaration> = {}, tags: { key: string; value: string }[] = []) =>
    client.send(new CreatePipelineCommand({ pipeline: declare(overrides), tags }));
  return { ...test, client, create };
}

function declare(overrides: Partial<PipelineDeclaration> = {}): PipelineDeclaration {
  const build = declareStage(
    "Build",
    Array.from({ length: 4 }, (_, index) => buildAction(`Compile${index}`)),
  );
  return { ...(declarePipeline([build]) as PipelineDeclaration), ...overrides }; // enums differ in type only
}

const unpolled = declarePipeline([]).stages.map((stage) => ({
  ...stage,
  actions: stage.actions.map((action) => ({
    ...action,
    configuration: { ...action.configuration, PollForSourceChanges: "false" },
  })),
}));

describe("a quota that is set", () => {
  it.each<[Partial<Quotas>, string]>([
    [{ pipelines: 1 }, "LimitExceededException"],
    [{ pollingPipelines: 1 }, "LimitExceededException"],
  ])("bounds the pipelines of the account: %j", async (quotas, name) => {
    const { create } = await start(quotas);
    await create();
    await expect(create({ name: "second" })).rejects.toMatchObject({ name });
  });

  it("bounds the pipelines that are made at once", async () => {
    const { create } = await start({ pipelines: 3 });
    const calls = Array.from({ length: 10 }, (_, index) => create({ name: `shop-${index}` }));
    const outcomes = (await Promise.allSettled(calls)).map(({ status }) => status);
    expect(outcomes.filter((status) => status === "fulfilled")).toHaveLength(3);
  });

  it("counts pipelines as polling when a source of theirs is, also after an update", async () => {
    const { create, client } = await start({ pollingPipelines: 1 });
    await create();
    await client.send(new UpdatePipelineCommand({ pipeline: declare() }));
    const stages = [...unpolled, ...(declare().stages?.slice(1) ?? [])];
    await create({ name: "second", stages: stages as PipelineDeclaration["stages"] });
    const polling = new UpdatePipelineCommand({ pipeline: declare({ name: "second" }) });
    await expect(client.send(polling)).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  it.each<[Partial<Quotas>, string]>([
    [{ stagesPerPipeline: 1 }, "InvalidStructureException"],
    [{ actionsPerStage: 3 }, "InvalidStageDeclarationException"],
    [{ actionsPerPipeline: 4 }, "InvalidStructureException"],
  ])("bounds a definition: %j", async (quotas, name) => {
    const { create } = await start(quotas);
    await expect(create()).rejects.toMatchObject({ name });
  });

  it("bounds executions, actions of a PARALLEL execution, and tags", async () => {
    const { create, client, runner, settled } = await start({
      concurrentExecutions: 1,
      runningActionsPerParallelExecution: 2,
      tagsPerResource: 1,
    });
    const tags = ["a", "b"].map((key) => ({ key, value: "" }));
    await expect(create({}, tags)).rejects.toMatchObject({ name: "TooManyTagsException" });
    await create({ executionMode: "PARALLEL" });
    await expect(client.send(new StartPipelineExecutionCommand({ name: "shop" }))).rejects.toMatchObject({
      name: "ConcurrentPipelineExecutionsLimitExceededException",
    });
    runner.succeed("Checkout");
    await settled();
    expect(runner.running()).toEqual(["Compile0", "Compile1"]);
  });

  it("bounds how far back the lists go", async () => {
    const { create, client, clock } = await start({ historyDays: 1 });
    await create();
    const count = async () => {
      const { pipelineExecutionSummaries } = await client.send(
        new ListPipelineExecutionsCommand({ pipelineName: "shop" }),
      );
      return pipelineExecutionSummaries?.length;
    };
    expect(await count()).toBe(1);
    clock.advance(2 * DAY_MS);
    expect(await count()).toBe(0);
  });
});

describe("the settings file", () => {
  it("changes what it names and leaves the rest as the service has it", () => {
    expect(parseQuotas('{ "concurrentExecutions": 2, "pollingPipelines": 300 }')).toEqual({
      ...DEFAULT_QUOTAS,
      concurrentExecutions: 2,
      pollingPipelines: 300,
    });
  });

  it("says what cannot be used, and which quotas there are", () => {
    expect(() => parseQuotas("{")).toThrow("It is not JSON");
    expect(() => parseQuotas('{ "pipelines": 0 }')).toThrow(/^pipelines: .*The quotas are pipelines, /);
    expect(() => parseQuotas('{ "piplines": 5 }')).toThrow("piplines");
  });
});
