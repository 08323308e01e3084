import { expect, it } from "vitest";
import { buildAction, draft, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { dropTargetAt } from "./drop-target";
import { layoutPipeline } from "./layout";

const layout = layoutPipeline(
  draft(pipeline([stage("Source", sourceAction()), stage("Build", buildAction("A"), buildAction("B"))])),
  { density: "regular" },
);
const group = layout.stages[1]?.groups[0]?.rect ?? { x: 0, y: 0, width: 0, height: 0 };

it.each([
  [
    "onto a group, between its actions",
    { x: group.x + 74, y: group.y + 100 },
    { kind: "group", runOrder: 1, index: 1 },
  ],
  ["onto a group, after its actions", { x: group.x + 74, y: layout.height - 5 }, { kind: "group", index: 2 }],
  ["beside a group, before it", { x: group.x + 5, y: 80 }, { kind: "newGroup", groupIndex: 0 }],
  ["beside a group, after it", { x: group.x + 145, y: 80 }, { kind: "newGroup", groupIndex: 1 }],
  ["between stages", { x: 180, y: 80 }, { kind: "newStage", stageIndex: 1 }],
  ["after the last stage", { x: 9999, y: 80 }, { kind: "newStage", stageIndex: 2 }],
])("drops %s", (_where, point, placement) => {
  expect(dropTargetAt(layout, point)).toMatchObject(placement);
});

it("drops nothing above or below the pipeline", () => {
  expect(dropTargetAt(layout, { x: 10, y: -1 })).toBeNull();
  expect(dropTargetAt(layout, { x: 10, y: layout.height + 1 })).toBeNull();
});
