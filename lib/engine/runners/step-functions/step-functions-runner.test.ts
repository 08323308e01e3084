import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ActionHarness } from "../testing/action-harness";

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

const ACTION = { category: "Invoke", owner: "AWS", provider: "StepFunctions", version: "1" } as const;
const StateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:greet";

function define(states: object, startAt = "Greet"): void {
  const definition = JSON.stringify({ StartAt: startAt, States: states });
  harness.resources.push({ type: "state-machine", name: "greet", definition });
}

it("runs a state machine with its tasks, and puts its output out", async () => {
  const codeDirectory = await harness.folder("function", {
    "app.py":
      "def handler(event, context):\n    print('greeting', event['name'])\n    return {'text': 'hello ' + event['name']}\n",
  });
  harness.resources.push({
    type: "lambda-function",
    name: "hello",
    runtime: "python",
    codeDirectory,
    handler: "app.handler",
  });
  define({
    Greet: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "hello", Payload: { "name.$": "$.who" } },
      ResultSelector: { "said.$": "$.Payload.text" },
      Next: "Again",
    },
    Again: {
      Type: "Task",
      Resource: "arn:aws:lambda:us-east-1:000000000000:function:hello",
      InputPath: "$",
      Parameters: { "name.$": "$.said" },
      End: true,
    },
  });
  const output = harness.output("Out");
  const { outcome, lines } = await harness.run({
    actionTypeId: ACTION,
    configuration: { StateMachineArn, ExecutionNamePrefix: "shop", Input: JSON.stringify({ who: "you" }) },
    outputArtifacts: [output],
  });
  expect(outcome).toMatchObject({ status: "Succeeded", outputVariables: { StateMachineArn } });
  expect(outcome).toHaveProperty(
    "outputVariables.ExecutionArn",
    expect.stringMatching(/^arn:aws:states:us-east-1:000000000000:execution:greet:shop-/),
  );
  expect(lines).toContain("TaskStateEntered: Greet");
  expect(lines).toContain("greeting you");
  const file = path.join(await harness.unpack(output), "output.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ text: "hello hello you" });
});

it("takes its input from a file of the artifact", async () => {
  define({ Greet: { Type: "Fail", ErrorPath: "$.error", CausePath: "$.cause" } });
  const input = await harness.input("Source", { "in/input.json": '{"error": "Custom", "cause": "as told"}' });
  const configuration = { StateMachineArn, InputType: "FilePath", Input: "in/input.json" };
  const { outcome } = await harness.run({ actionTypeId: ACTION, configuration, inputArtifacts: [input] });
  expect(outcome).toMatchObject({
    status: "Failed",
    errorCode: "JobFailed",
    message: "State machine greet failed with Custom: as told",
  });
  const missing = { ...configuration, Input: "../input.json" };
  const refused = await harness.run({ actionTypeId: ACTION, configuration: missing, inputArtifacts: [input] });
  expect(refused.outcome).toMatchObject({ status: "Failed", errorCode: "ConfigurationError" });
});

it("says what to register when there is no such state machine, and what is wrong with the input", async () => {
  const unknown = await harness.run({ actionTypeId: ACTION, configuration: { StateMachineArn } });
  expect(unknown.outcome).toMatchObject({ message: expect.stringContaining("under Local resources") });
  define({ Greet: { Type: "Succeed" } });
  const configuration = { StateMachineArn, Input: "{" };
  const { outcome } = await harness.run({ actionTypeId: ACTION, configuration });
  expect(outcome).toMatchObject({ errorCode: "ConfigurationError", message: "Input is not valid JSON." });
});

it.each([
  [{ StateMachineArn: "greet" }, /StateMachineArn "greet" is not the ARN of a state machine/],
  [{ StateMachineArn, InputType: "Json" }, /InputType must be one of Literal, FilePath, and is "Json"/],
  [{ StateMachineArn, ExecutionNamePrefix: "a b" }, /ExecutionNamePrefix "a b" holds a character/],
])("refuses %j", async (configuration, message) => {
  define({ Greet: { Type: "Succeed" } });
  const { outcome } = await harness.run({ actionTypeId: ACTION, configuration });
  expect(outcome).toMatchObject({ errorCode: "ConfigurationError", message: expect.stringMatching(message) });
});

it("takes the ARN of a version for its state machine", async () => {
  define({ Greet: { Type: "Succeed" } });
  const { outcome } = await harness.run({
    actionTypeId: ACTION,
    configuration: { StateMachineArn: `${StateMachineArn}:7` },
  });
  expect(outcome.status).toBe("Succeeded");
});
