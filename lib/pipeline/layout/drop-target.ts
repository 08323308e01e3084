import type { Placement } from "../edits/placement";
import { right, type Point } from "./geometry";
import type { GroupBox, PipelineLayout, StageBox } from "./pipeline-layout";

/** This share of a node's width, at either side, still counts as beside the group. */
const BESIDE_SHARE = 0.2;

/**
 * Where an action dropped at this point goes: onto a group, beside a group, or between stages. `null` above or below
 * the pipeline.
 */
export function dropTargetAt(layout: PipelineLayout, point: Point): Placement | null {
  if (point.y < 0 || point.y > layout.height) return null;
  const stageIndex = layout.stages.findIndex(({ rect }) => point.x <= right(rect));
  const stage = layout.stages[stageIndex];
  if (stage === undefined) return { kind: "newStage", stageIndex: layout.stages.length };
  if (point.x < stage.rect.x) return { kind: "newStage", stageIndex };
  return insideStage(stage, point);
}

function insideStage(stage: StageBox, point: Point): Placement {
  const stageKey = stage.key;
  for (const [groupIndex, group] of stage.groups.entries()) {
    const beside = group.actions.length === 0 ? 0 : group.rect.width * BESIDE_SHARE;
    if (point.x < group.rect.x + beside) return { kind: "newGroup", stageKey, groupIndex };
    if (point.x <= right(group.rect) - beside) {
      return { kind: "group", stageKey, runOrder: group.runOrder, index: rowAt(group, point) };
    }
  }
  return { kind: "newGroup", stageKey, groupIndex: stage.groups.length };
}

/** How many actions of the group stand, by their middle, above the point. */
function rowAt(group: GroupBox, point: Point): number {
  return group.actions.filter(({ rect }) => rect.y + rect.height / 2 < point.y).length;
}
