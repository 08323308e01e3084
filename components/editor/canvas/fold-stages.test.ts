import { expect, it } from "vitest";
import { artifactWires } from "@/lib/pipeline/artifacts";
import type { Draft, DraftAction } from "@/lib/pipeline/draft";
import { foldedKey, foldStages, stageOfFolded } from "./fold-stages";

function action(key: string, takes: readonly string[], gives: readonly string[], runOrder = 1): DraftAction {
  return {
    key,
    name: key,
    runOrder,
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    inputArtifacts: takes.map((name) => ({ name })),
    outputArtifacts: gives.map((name) => ({ name })),
  };
}

const draft: Draft = {
  name: "shop",
  roleArn: "",
  stages: [
    { key: "source", name: "Source", actions: [action("checkout", [], ["Code"])] },
    {
      key: "build",
      name: "Build",
      actions: [action("compile", ["Code"], ["Classes"]), action("pack", ["Classes", "Code"], ["App"], 2)],
    },
    { key: "deploy", name: "Deploy", actions: [action("install", ["App"], [])] },
  ],
};

it("puts one node in the place of a stage's actions, wired to what is outside", () => {
  const wires = artifactWires(foldStages(draft, ["build"])).map(({ name, from, to }) => [
    name,
    from.action.key,
    ...to.map((end) => end.action.key),
  ]);
  expect(wires).toEqual([
    ["Code", "checkout", foldedKey("build")],
    ["App", foldedKey("build"), "install"],
  ]);
  expect(stageOfFolded(foldedKey("build"))).toBe("build");
  expect(stageOfFolded("compile")).toBeNull();
});

it("gives back the very draft while nothing that exists is folded", () => {
  expect(foldStages(draft, [])).toBe(draft);
  expect(foldStages(draft, ["gone"])).toBe(draft);
});
