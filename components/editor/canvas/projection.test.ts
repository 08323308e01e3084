import { describe, expect, it } from "vitest";
import { draftFromDeclaration, type Draft } from "@/lib/pipeline/draft";
import { addAction } from "@/lib/pipeline/edits/add-action";
import { updateAction } from "@/lib/pipeline/edits/update-action";
import { updateStage } from "@/lib/pipeline/edits/update-stage";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "@/lib/pipeline/testing/build-pipeline";
import { createLayouter } from "./layouter";
import { createProjector, type CanvasNode } from "./projection";

const layOut = createLayouter();

function shop(): Draft {
  let key = 0;
  const declaration = pipeline([
    stage("Source", sourceAction()),
    stage("Build", buildAction("Compile"), buildAction("Lint")),
    stage("Gate", approvalAction()),
  ]);
  return draftFromDeclaration(declaration, () => `k${(key += 1)}`);
}

function project(projector: ReturnType<typeof createProjector>, draft: Draft) {
  return projector({ draft, layout: layOut(draft, { density: "regular" }), selected: [] });
}

/** Ids of nodes that are new objects. */
function touched(before: readonly CanvasNode[], after: readonly CanvasNode[]): readonly string[] {
  const known = new Set(before);
  return after.filter((node) => !known.has(node)).map(({ id }) => id);
}

const keyOf = (draft: Draft, name: string): string =>
  draft.stages.flatMap(({ actions }) => actions).find((action) => action.name === name)?.key ?? "";

describe("projecting a draft onto the canvas", () => {
  it("keeps every node but the edited one", () => {
    const projector = createProjector();
    const draft = shop();
    const before = project(projector, draft);
    const compile = keyOf(draft, "Compile");
    const after = project(projector, updateAction(draft, compile, { name: "Make" }));
    expect(touched(before, after)).toEqual([compile]);
  });

  it("touches a renamed stage and the actions that name it, and nothing else", () => {
    const projector = createProjector();
    const draft = shop();
    const build = draft.stages[1]?.key ?? "";
    const before = project(projector, draft);
    const after = project(projector, updateStage(draft, build, { name: "Make" }));
    expect(touched(before, after)).toEqual([build, keyOf(draft, "Compile"), keyOf(draft, "Lint")]);
  });

  it("touches only what is selected and what was", () => {
    const projector = createProjector();
    const draft = shop();
    const [compile, lint] = [keyOf(draft, "Compile"), keyOf(draft, "Lint")];
    const layout = layOut(draft, { density: "regular" });
    projector({ draft, layout, selected: [] });
    const first = projector({ draft, layout, selected: [compile] });
    const second = projector({ draft, layout, selected: [lint] });
    expect(touched(first, second)).toEqual([compile, lint]);
  });

  it("moves what stands behind a new group, and leaves what stands before it", () => {
    const projector = createProjector();
    const draft = shop();
    const build = draft.stages[1]?.key ?? "";
    const before = project(projector, draft);
    const grown = addAction(draft, {
      actionTypeId: { category: "Test", owner: "AWS", provider: "CodeBuild", version: "1" },
      placement: { kind: "newGroup", stageKey: build, groupIndex: 1 },
      key: "new",
      nextKey: () => "unused",
    });
    const after = touched(before, project(projector, grown));
    expect(after).toContain(keyOf(draft, "Approve"));
    expect(after).not.toContain(keyOf(draft, "Compile"));
    expect(after).not.toContain(draft.stages[0]?.key);
  });
});
