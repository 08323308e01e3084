import { describe, expect, it } from "vitest";
import { draftFromDeclaration } from "@/lib/pipeline/draft";
import { right } from "@/lib/pipeline/layout/geometry";
import { layoutPipeline } from "@/lib/pipeline/layout/layout";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "@/lib/pipeline/testing/build-pipeline";
import { findDropTarget, findStageIndex } from "./drop-target";
import { foldStages } from "./fold-stages";
import { neighbourOf } from "./neighbours";

let key = 0;
const draft = draftFromDeclaration(
  pipeline([
    stage("Source", sourceAction()),
    stage("Build", buildAction("Compile"), buildAction("Lint"), buildAction("Pack", { runOrder: 2 })),
    stage("Gate", approvalAction()),
  ]),
  () => `k${(key += 1)}`,
);
const layout = layoutPipeline(draft, { density: "regular" });
const build = layout.stages[1];
const group = build?.groups[0];
const compile = group?.actions[0]?.rect;
const lint = group?.actions[1]?.rect;
if (!build || !group || !compile || !lint) throw new Error("the layout lost its build stage");

function at(x: number, y: number) {
  return findDropTarget(layout, { x, y }, draft.stages);
}

describe("a drop", () => {
  const middle = compile.x + compile.width / 2;

  it("joins a group above, between or below its actions", () => {
    const placement = (index: number) => ({ kind: "group", stageKey: build.key, runOrder: 1, index });
    expect(at(middle, compile.y + 10)?.placement).toEqual(placement(0));
    expect(at(middle, lint.y + 10)?.placement).toEqual(placement(1));
    expect(at(middle, lint.y + lint.height)?.placement).toEqual(placement(2));
  });

  it("opens a runOrder beside a group", () => {
    const placement = (groupIndex: number) => ({ kind: "newGroup", stageKey: build.key, groupIndex });
    expect(at(compile.x + 5, compile.y)?.placement).toEqual(placement(0));
    expect(at(right(compile) - 5, compile.y)?.placement).toEqual(placement(1));
    expect(at(right(compile) + 15, compile.y)?.placement).toEqual(placement(1));
    expect(at(right(build.rect) - 2, compile.y)?.placement).toEqual(placement(2));
  });

  it("makes a stage between stages, before the first and behind the last", () => {
    expect(at(right(build.rect) + 10, 50)?.placement).toEqual({ kind: "newStage", stageIndex: 2 });
    expect(at(-30, 50)?.placement).toEqual({ kind: "newStage", stageIndex: 0 });
    expect(at(layout.width + 300, 50)?.placement).toEqual({ kind: "newStage", stageIndex: 3 });
  });

  it("on a folded stage comes last in it", () => {
    const folded = layoutPipeline(foldStages(draft, [build.key]), { density: "regular" });
    const box = folded.stages[1];
    const node = box?.groups[0]?.actions[0]?.rect;
    for (const x of [box?.rect.x ?? 0, (node?.x ?? 0) + 30]) {
      const target = findDropTarget(folded, { x, y: 60 }, draft.stages);
      expect(target).toMatchObject({
        placement: { kind: "newGroup", stageKey: build.key, groupIndex: 2 },
        words: "New runOrder at the end of Build",
      });
      // A line behind what stands for the stage's actions.
      expect(target?.indicator.x).toBeGreaterThan(node ? right(node) : Infinity);
    }
  });

  it("does nothing far above or below", () => {
    expect(at(middle, -500)).toBeNull();
    expect(at(middle, layout.height + 500)).toBeNull();
  });

  it("says where it will land", () => {
    expect(at(middle, compile.y + 10)?.words).toBe("Parallel in runOrder 1 of Build");
    expect(at(right(build.rect) + 10, 50)?.words).toBe("New stage between Build and Gate");
  });
});

it("finds the stage before which a dragged stage would stand", () => {
  expect(findStageIndex(layout, { x: 0, y: 0 })).toBe(0);
  expect(findStageIndex(layout, { x: right(build.rect) - 5, y: 0 })).toBe(2);
  expect(findStageIndex(layout, { x: layout.width, y: 0 })).toBe(3);
});

describe("walking with the arrows", () => {
  const keyOf = (name: string): string =>
    draft.stages.flatMap(({ actions }) => actions).find((action) => action.name === name)?.key ?? "";

  it("goes along the main line from stage to stage", () => {
    expect(neighbourOf(layout, keyOf("Compile"), "right")).toBe(keyOf("Pack"));
    expect(neighbourOf(layout, keyOf("Pack"), "right")).toBe(keyOf("Approve"));
    expect(neighbourOf(layout, keyOf("Approve"), "right")).toBeNull();
    expect(neighbourOf(layout, keyOf("Lint"), "right")).toBe(keyOf("Pack"));
  });

  it("goes up into the header of the stage, and down from it", () => {
    expect(neighbourOf(layout, keyOf("Lint"), "up")).toBe(keyOf("Compile"));
    expect(neighbourOf(layout, keyOf("Compile"), "up")).toBe(build.key);
    expect(neighbourOf(layout, build.key, "down")).toBe(keyOf("Compile"));
    expect(neighbourOf(layout, build.key, "left")).toBe(draft.stages[0]?.key);
  });
});
