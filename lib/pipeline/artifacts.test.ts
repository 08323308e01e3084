import { expect, it } from "vitest";
import { artifactFlows, artifactWires, availableArtifacts, freeName, uniqueArtifactName } from "./artifacts";
import { actionGroups, runsBefore } from "./graph";
import { buildAction, pipeline, sourceAction, stage } from "./testing/build-pipeline";

const shop = pipeline([
  stage("Source", sourceAction()),
  stage(
    "Build",
    buildAction("Package", { runOrder: 4, inputArtifacts: [{ name: "CompileOutput" }] }),
    buildAction("Compile", { runOrder: 2, outputArtifacts: [{ name: "CompileOutput" }] }),
    buildAction("Lint", { runOrder: 2, inputArtifacts: [{ name: "CompileOutput" }] }),
  ),
]);

it("groups actions by runOrder, in order, with gaps in the numbers", () => {
  expect(actionGroups(shop.stages[1]?.actions ?? []).map(({ actions }) => actions.map(({ name }) => name))).toEqual([
    ["Compile", "Lint"],
    ["Package"],
  ]);
  expect(runsBefore({ stageIndex: 0, runOrder: 9 }, { stageIndex: 1, runOrder: 1 })).toBe(true);
  expect(runsBefore({ stageIndex: 1, runOrder: 2 }, { stageIndex: 1, runOrder: 2 })).toBe(false);
});

it("knows who makes and who takes an artifact", () => {
  const flow = artifactFlows(shop).find(({ name }) => name === "CompileOutput");
  expect(flow?.producers.map(({ action }) => action.name)).toEqual(["Compile"]);
  expect(flow?.consumers.map(({ action }) => action.name)).toEqual(["Package", "Lint"]);
});

it("draws no wire to an action that runs at the same time as the producer", () => {
  const wire = artifactWires(shop).find(({ name }) => name === "CompileOutput");
  expect(wire?.to.map(({ action }) => action.name)).toEqual(["Package"]);
});

it("offers what is certain to exist by then", () => {
  const names = (runOrder: number) => availableArtifacts(shop, { stageIndex: 1, runOrder }).map(({ name }) => name);
  expect(names(2)).toEqual(["SourceOutput"]);
  expect(names(3)).toEqual(["SourceOutput", "CompileOutput"]);
});

it("names a new artifact after its action, and keeps names apart", () => {
  expect(uniqueArtifactName(shop, "Package")).toBe("PackageOutput");
  expect(uniqueArtifactName(shop, "Compile")).toBe("CompileOutput2");
  expect(uniqueArtifactName(shop, "My.App@1")).toBe("MyApp1Output");
  expect(freeName("abcdef", new Set(["abcd", "abc2"]), 4)).toBe("abc3");
});
