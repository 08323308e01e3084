import {
  CodePipelineClient,
  CreatePipelineCommand,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  OverrideStageConditionCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
  type ExecutionMode,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, describe, expect, it } from "vitest";
import type { StageDeclaration } from "@/lib/pipeline/declaration";
import { buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";

const name = "shop";
let test: TestEngine;
let client: CodePipelineClient;
beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
});

const build = declareStage("Build", [buildAction("Compile")]);
const guarded = declareStage("Build", [buildAction("Compile")], {
  beforeEntry: {
    conditions: [
      {
        result: "FAIL",
        rules: [
          {
            name: "Never",
            ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
            configuration: { Variable: "a", Operator: "EQ", Value: "b" },
          },
        ],
      },
    ],
  },
});

async function create(executionMode: ExecutionMode, stage: StageDeclaration = build): Promise<void> {
  await client.send(new CreatePipelineCommand({ pipeline: declaration(executionMode, stage) }));
  await succeed("Checkout");
}

async function changeTo(executionMode: ExecutionMode): Promise<void> {
  await client.send(new UpdatePipelineCommand({ pipeline: declaration(executionMode, build) }));
}

function declaration(executionMode: ExecutionMode, stage: StageDeclaration): PipelineDeclaration {
  return declarePipeline([stage], { executionMode }) as PipelineDeclaration; // enums differ in type only
}

async function start(): Promise<string> {
  const { pipelineExecutionId = "" } = await client.send(new StartPipelineExecutionCommand({ name }));
  return pipelineExecutionId;
}

async function succeed(actionName: string): Promise<void> {
  test.runner.succeed(actionName, actionName === "Checkout" ? { revision: { revisionId: "abc" } } : {});
  await test.settled();
}

async function stages() {
  const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name }));
  return stageStates;
}

async function statusOf(pipelineExecutionId: string): Promise<string | undefined> {
  const answer = await client.send(new GetPipelineExecutionCommand({ pipelineName: name, pipelineExecutionId }));
  return answer.pipelineExecution?.status;
}

describe("a change of the execution mode", () => {
  it.each<[ExecutionMode, ExecutionMode]>([
    ["SUPERSEDED", "QUEUED"],
    ["QUEUED", "SUPERSEDED"],
    ["QUEUED", "PARALLEL"],
    ["SUPERSEDED", "SUPERSEDED"],
  ])("from %s to %s cancels who waits at once, and who runs when its actions have ended", async (from, to) => {
    await create(from);
    const running = (await stages())[1]?.latestExecution?.pipelineExecutionId ?? "";
    const waiting = await start();
    await succeed("Checkout");
    await changeTo(to);
    expect(await statusOf(waiting)).toBe("Cancelled");
    expect(await statusOf(running)).toBe("InProgress");
    await succeed("Compile");
    expect(await statusOf(running)).toBe("Cancelled");
  });

  it("to PARALLEL empties the state, and back again shows what was known before", async () => {
    await create("SUPERSEDED");
    await succeed("Compile");
    const before = await stages();
    await changeTo("PARALLEL");
    expect((await stages()).map(({ latestExecution }) => latestExecution)).toEqual([undefined, undefined]);
    const parallel = await start();
    await succeed("Checkout");
    await changeTo("QUEUED");
    expect(await stages()).toEqual(before);
    await succeed("Compile");
    expect(await statusOf(parallel)).toBe("Succeeded");
    expect(await stages()).toEqual(before);
  });

  it("does not show who was cancelled while waiting as inbound", async () => {
    await create("QUEUED");
    await start();
    await succeed("Checkout");
    expect((await stages())[1]?.inboundExecutions).toHaveLength(1);
    await changeTo("QUEUED");
    expect((await stages())[1]?.inboundExecutions).toBeUndefined();
  });
});

describe("a PARALLEL execution in a stage that an update has taken away", () => {
  const rename = async (): Promise<void> => {
    const renamed = declaration("PARALLEL", declareStage("Compilation", [buildAction("Compile")]));
    await client.send(new UpdatePipelineCommand({ pipeline: renamed }));
  };

  it("is let in by its transition", async () => {
    await create("PARALLEL");
    const transition = { pipelineName: name, stageName: "Build", transitionType: "Inbound" } as const;
    await client.send(new DisableStageTransitionCommand({ ...transition, reason: "freeze" }));
    const waiting = await start();
    await succeed("Checkout");
    await rename();
    await client.send(new EnableStageTransitionCommand(transition));
    expect(test.runner.jobs.at(-1)).toMatchObject({ actionName: "Compile", pipelineExecutionId: waiting });
    const unknown = client.send(new EnableStageTransitionCommand({ ...transition, stageName: "None" }));
    await expect(unknown).rejects.toMatchObject({ name: "StageNotFoundException" });
  });

  it("is let past its condition", async () => {
    await create("PARALLEL", guarded);
    const held = await start();
    await succeed("Checkout");
    await rename();
    const override = { pipelineName: name, stageName: "Build", conditionType: "BEFORE_ENTRY" } as const;
    await client.send(new OverrideStageConditionCommand({ ...override, pipelineExecutionId: held }));
    expect(test.runner.jobs.at(-1)).toMatchObject({ actionName: "Compile", pipelineExecutionId: held });
  });
});

it("says of a PARALLEL execution that has succeeded that nothing of it is to be retried or overridden", async () => {
  await create("PARALLEL", guarded);
  const first = await start();
  await succeed("Checkout");
  const stage = { pipelineName: name, stageName: "Build", pipelineExecutionId: first };
  await client.send(new OverrideStageConditionCommand({ ...stage, conditionType: "BEFORE_ENTRY" }));
  await succeed("Compile");
  await start();
  const retry = client.send(new RetryStageExecutionCommand({ ...stage, retryMode: "ALL_ACTIONS" }));
  await expect(retry).rejects.toMatchObject({ name: "StageNotRetryableException" });
  const override = client.send(new OverrideStageConditionCommand({ ...stage, conditionType: "ON_SUCCESS" }));
  await expect(override).rejects.toMatchObject({ name: "ConditionNotOverridableException" });
});

it("lets a condition of a PARALLEL execution be overridden, whichever came last", async () => {
  await create("PARALLEL", guarded);
  const first = await start();
  await succeed("Checkout");
  await start();
  await succeed("Checkout");
  const override = { pipelineName: name, stageName: "Build", conditionType: "BEFORE_ENTRY" } as const;
  await client.send(new OverrideStageConditionCommand({ ...override, pipelineExecutionId: first }));
  expect(test.runner.jobs.at(-1)).toMatchObject({ actionName: "Compile", pipelineExecutionId: first });
});
