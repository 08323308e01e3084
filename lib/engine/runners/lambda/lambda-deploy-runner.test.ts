import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { withFailuresAsOutcomes } from "../action-failure";
import { ActionHarness } from "../testing/action-harness";
import { shiftSteps } from "./deploy-strategy";
import { createFunctionVersions, type FunctionVersions } from "./function-versions";
import { createLambdaDeployRunner } from "./lambda-deploy-runner";

const MINUTE_MS = 60_000;
const DEPLOY = { category: "Deploy", owner: "AWS", provider: "Lambda", version: "1" } as const;
const STEPS = { category: "Invoke", owner: "AWS", provider: "StepFunctions", version: "1" } as const;

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
  const codeDirectory = await harness.folder("function", { "app.py": code("registered") });
  harness.resources.push(
    { type: "lambda-function", name: "hello", runtime: "python", codeDirectory, handler: "app.handler" },
    { type: "alarm", name: "Errors", state: "OK" },
  );
});
afterEach(() => harness.dispose());

function code(text: string): string {
  return `def handler(event, context):\n    return {"text": "${text}", "version": context.function_version}\n`;
}

async function deploy(text: string | null, configuration: Record<string, string> = {}, signal?: AbortSignal) {
  return harness.run(
    {
      actionTypeId: DEPLOY,
      configuration: { FunctionName: "hello", ...configuration },
      inputArtifacts: text === null ? [] : [await harness.input("Package", { "app.py": code(text) })],
    },
    signal,
  );
}

/** What a call of the function gives, as a task of a state machine sees it. */
async function call(qualifier: string): Promise<unknown> {
  const name = `call-${harness.resources.length}`;
  const Resource = `arn:aws:lambda:us-east-1:000000000000:function:hello${qualifier}`;
  const definition = JSON.stringify({ StartAt: "Call", States: { Call: { Type: "Task", Resource, End: true } } });
  harness.resources.push({ type: "state-machine", name, definition });
  const output = harness.output("Out");
  const configuration = { StateMachineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:${name}` };
  await harness.run({ actionTypeId: STEPS, configuration, outputArtifacts: [output] });
  return JSON.parse(await readFile(path.join(await harness.unpack(output), "output.json"), "utf8"));
}

it("publishes the artifact as a new version, which is what is called from then on", async () => {
  expect(await call("")).toEqual({ text: "registered", version: "$LATEST" });
  const first = await deploy("one");
  expect(first.outcome).toMatchObject({ status: "Succeeded", outputVariables: { FunctionVersion: "1" } });
  expect((await deploy("two")).outcome).toMatchObject({ outputVariables: { FunctionVersion: "2" } });
  expect(await call("")).toEqual({ text: "two", version: "$LATEST" });
  expect(await call(":1")).toEqual({ text: "one", version: "1" });
});

it("moves an alias to the new version, and back to one that is named", async () => {
  await deploy("one", { FunctionAlias: "live" });
  await deploy("two", { FunctionAlias: "live" });
  expect(await call(":live")).toEqual({ text: "two", version: "2" });
  const back = await deploy(null, { FunctionAlias: "live", PublishedTargetVersion: "1" });
  expect(back.outcome).toMatchObject({ outputVariables: { FunctionVersion: "1" } });
  expect(await call(":live")).toEqual({ text: "one", version: "1" });
});

it.each([
  [{ DeployStrategy: "Canary10Percent5Minutes" }, /needs FunctionAlias/],
  [{ FunctionAlias: "live", Alarms: "a,b,c,d,e,f,g,h,i,j,k" }, /names 11 alarms; 10 are the most/],
])("refuses %j", async (configuration, message) => {
  const { outcome } = await deploy("one", configuration);
  expect(outcome).toMatchObject({ errorCode: "ConfigurationError", message: expect.stringMatching(message) });
});

it("moves the alias back when it is stopped while traffic shifts", async () => {
  await deploy("one", { FunctionAlias: "live" });
  const abort = new AbortController();
  const shifting = deploy("two", { FunctionAlias: "live", DeployStrategy: "Canary10Percent5Minutes" }, abort.signal);
  setTimeout(() => abort.abort(), 300);
  expect((await shifting).outcome).toMatchObject({ status: "Failed", message: expect.stringContaining("stopped") });
  expect(await call(":live")).toEqual({ text: "one", version: "1" });
});

it.each([
  [{ FunctionName: "none" }, "There is no function none"],
  [{ PublishedTargetVersion: "7" }, "has no version 7"],
  [{ FunctionAlias: "live", DeployStrategy: "Slowly" }, 'DeployStrategy "Slowly"'],
])("fails with %j, and says what is wrong", async (configuration, message) => {
  const { outcome } = await deploy("one", configuration);
  expect(outcome).toMatchObject({ errorCode: "ConfigurationError", message: expect.stringContaining(message) });
});

describe("traffic", () => {
  let versions: FunctionVersions;
  let clock: FakeClock;
  beforeEach(async () => {
    versions = createFunctionVersions(`${harness.directory}/versions`);
    clock = new FakeClock();
    for (const _ of [1, 2]) await versions.publish("hello", async () => undefined);
    await versions.putAlias("hello", "live", { version: "1" });
  });

  /** Shifts the alias to version 2 by a clock that the test moves. */
  function shift(configuration: Record<string, string>) {
    const job = {
      actionTypeId: DEPLOY,
      configuration: { FunctionName: "hello", FunctionAlias: "live", PublishedTargetVersion: "2", ...configuration },
    };
    return harness.run(job, undefined, { runner: withFailuresAsOutcomes(createLambdaDeployRunner(versions)), clock });
  }
  const weight = async () => (await versions.findAlias("hello", "live"))?.shift?.weight ?? 1;

  it("shifts step by step", async () => {
    const shifted = shift({ DeployStrategy: "Linear40PercentEvery3Minutes" });
    for (const expected of [0.4, 0.8]) {
      await expect.poll(weight).toBe(expected);
      clock.advance(3 * MINUTE_MS);
    }
    expect((await shifted).outcome).toMatchObject({ status: "Succeeded" });
    expect(await versions.findAlias("hello", "live")).toEqual({ version: "2" });
  });

  it("goes by the weights of the alias", async () => {
    const hello = {
      type: "lambda-function",
      name: "hello",
      runtime: "python",
      codeDirectory: "/x",
      handler: "a.b",
    } as const;
    await versions.putAlias("hello", "live", { version: "1", shift: { version: "2", weight: 0.1 } });
    expect((await versions.resolve(hello, "live", 0.09)).version).toBe("2");
    expect((await versions.resolve(hello, "live", 0.1)).version).toBe("1");
    await expect(versions.resolve(hello, "none", 0)).rejects.toThrow("no version or alias none");
  });

  it("goes back at the next start when the engine was killed while it shifted", async () => {
    await versions.putAlias("hello", "live", { version: "1", shift: { version: "2", weight: 0.1 } });
    const restarted = createFunctionVersions(`${harness.directory}/versions`);
    expect(await restarted.rollBackShifts()).toEqual([expect.stringContaining("moved back to version 1")]);
    expect(await restarted.findAlias("hello", "live")).toEqual({ version: "1" });
    expect(await restarted.rollBackShifts()).toEqual([]);
    expect(await createFunctionVersions(`${harness.directory}/none`).rollBackShifts()).toEqual([]);
  });

  it("keeps what several deployments of one function change at once", async () => {
    const slowly = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
    const published = await Promise.all([
      versions.publish("hello", slowly),
      versions.putAlias("hello", "beta", { version: "2" }),
      versions.publish("hello", slowly),
    ]);
    expect(published).toEqual(["3", undefined, "4"]);
    expect(await versions.findAlias("hello", "beta")).toEqual({ version: "2" });
  });

  it("goes back when an alarm goes off", async () => {
    const shifted = shift({ DeployStrategy: "Canary10Percent5Minutes", Alarms: "Errors, Latency" });
    await expect.poll(weight).toBe(0.1);
    harness.resources[1] = { type: "alarm", name: "Errors", state: "ALARM" };
    clock.advance(2_000);
    expect((await shifted).outcome).toMatchObject({
      status: "Failed",
      message: expect.stringContaining("alarm Errors"),
    });
    expect(await versions.findAlias("hello", "live")).toEqual({ version: "1" });
  });
});

describe("a strategy", () => {
  it.each([
    ["AllAtOnce", [[100, 0]]],
    [
      "Canary10Percent5Minutes",
      [
        [10, 5],
        [100, 0],
      ],
    ],
    [
      "Linear50PercentEvery1Minute",
      [
        [50, 1],
        [100, 0],
      ],
    ],
    [
      "Linear30PercentEvery2Minutes",
      [
        [30, 2],
        [60, 2],
        [90, 2],
        [100, 0],
      ],
    ],
  ])("%s has its steps", (strategy, expected) => {
    expect(shiftSteps(strategy).map(({ percent, waitMs }) => [percent, waitMs / MINUTE_MS])).toEqual(expected);
  });

  it.each([
    "Canary10PercentEvery5Minutes",
    "Linear0PercentEvery1Minute",
    "Canary10Percent0Minutes",
    "Linear1PercentEvery60Minutes",
  ])("%s is refused", (strategy) => {
    expect(() => shiftSteps(strategy)).toThrow("DeployStrategy");
  });
});
