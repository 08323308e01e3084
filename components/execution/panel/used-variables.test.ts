import { expect, test } from "vitest";
import { executionOf } from "../execution-fixture";
import { actionsOf, runOf } from "../run";
import { knownVariables, usedVariables } from "./used-variables";

const execution = executionOf(
  [
    {
      name: "Source",
      from: 0,
      to: 5,
      status: "Succeeded",
      actions: [{ name: "Checkout", attempts: [{ from: 0, to: 5 }] }],
    },
    { name: "Build", actions: [{ name: "Compile" }] },
  ],
  { variables: [{ name: "Greeting", resolvedValue: "hello" }] },
);

function withOutputs() {
  const [source] = execution.stages;
  const attempt = source?.actions[0]?.attempts[0];
  if (!source || !attempt) throw new Error("The fixture has a source.");
  const told = { ...attempt, namespace: "SourceVariables", outputVariables: { CommitId: "c41e9d2" } };
  return {
    ...execution,
    stages: [{ ...source, actions: [{ name: "Checkout", attempts: [told], typicalDurationMs: null }] }],
  };
}

test("knows the pipeline's variables, the execution's id and what actions handed on", () => {
  const told = withOutputs();
  expect([...knownVariables(told, runOf(told))]).toEqual([
    ["codepipeline.PipelineExecutionId", execution.pipelineExecutionId],
    ["variables.Greeting", "hello"],
    ["SourceVariables.CommitId", "c41e9d2"],
  ]);
});

test("tells what an action reads and where, with what is known of it", () => {
  const compile = actionsOf(runOf(execution))[1];
  const declaration = compile?.declaration;
  if (!declaration) throw new Error("The fixture has a declaration.");
  const used = usedVariables(
    {
      declaration: {
        ...declaration,
        configuration: { ImageTag: "#{SourceVariables.CommitId}-#{variables.Greeting}" },
        commands: ["echo #{variables.Greeting}", "echo #{later.Value}"],
      },
    },
    null,
    new Map([["variables.Greeting", "hello"]]),
  );
  expect(used).toEqual([
    { name: "SourceVariables.CommitId", members: ["configuration.ImageTag"], value: null },
    { name: "variables.Greeting", members: ["configuration.ImageTag", "commands"], value: "hello" },
    { name: "later.Value", members: ["commands"], value: null },
  ]);
});

test("reads an attempt's own configuration where the definition of its version is not known", () => {
  const attempt = { configuration: { UserParameters: "#{variables.Greeting}" } };
  expect(usedVariables({ declaration: null }, attempt, new Map()).map(({ name }) => name)).toEqual([
    "variables.Greeting",
  ]);
});
