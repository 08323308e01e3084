import { expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage } from "../engine/testing/declare-pipeline";
import { withServiceDefaults } from "./service-defaults";

const build = declareStage("Build", [buildAction("Compile")]);
const untyped = declarePipeline([build], { pipelineType: undefined });

it("fills in the type, the mode and the order of actions, and changes nothing that is said", () => {
  const whole = withServiceDefaults(untyped);
  expect(whole).toMatchObject({ pipelineType: "V1", executionMode: "SUPERSEDED" });
  expect(whole.stages.flatMap(({ actions }) => actions.map(({ runOrder }) => runOrder))).toEqual([1, 1]);
  const said = { ...untyped, pipelineType: "V2", executionMode: "QUEUED" } as const;
  const ordered = { ...said, stages: [declareStage("Build", [buildAction("Compile", { runOrder: 7 })])] };
  expect(withServiceDefaults(ordered)).toEqual(ordered);
});

it.each([
  { variables: [{ name: "Tag" }] },
  { executionMode: "PARALLEL" as const },
  { stages: [declareStage("Build", [], { onFailure: { result: "RETRY" } })] },
  {
    stages: [
      declareStage("Build", [
        buildAction("Run", { actionTypeId: { category: "Compute", owner: "AWS", provider: "Commands", version: "1" } }),
      ]),
    ],
  },
])("takes a pipeline without type for V2 when it uses what only V2 has: %j", (feature) => {
  expect(withServiceDefaults({ ...untyped, ...feature }).pipelineType).toBe("V2");
});
