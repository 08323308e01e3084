import type { Draft } from "@/lib/pipeline/draft";
import type { Placement } from "@/lib/pipeline/edits/placement";
import { actionGroups } from "@/lib/pipeline/graph";
import { findSelected } from "../store/selection";
import type { Direction } from "../canvas/neighbours";

/**
 * Where one step in a direction takes an action: up and down within its group; left and right into the group beside
 * it, or out of a group into a moment of its own, and on into the next stage.
 */
export function nudgePlacement(draft: Draft, key: string, direction: Direction): Placement | null {
  const found = findSelected(draft, key);
  if (found?.kind !== "action") return null;
  const { stage } = found;
  const groups = actionGroups(stage.actions);
  const groupIndex = groups.findIndex(({ actions }) => actions.some((action) => action.key === key));
  const group = groups[groupIndex];
  if (!group) return null;
  const index = group.actions.findIndex((action) => action.key === key);
  switch (direction) {
    case "up":
      return index > 0 ? { kind: "group", stageKey: stage.key, runOrder: group.runOrder, index: index - 1 } : null;
    case "down":
      return index < group.actions.length - 1
        ? { kind: "group", stageKey: stage.key, runOrder: group.runOrder, index: index + 2 }
        : null;
    case "left":
    case "right": {
      const step = direction === "left" ? -1 : 1;
      if (group.actions.length > 1) {
        return { kind: "newGroup", stageKey: stage.key, groupIndex: groupIndex + (step === 1 ? 1 : 0) };
      }
      const beside = groups[groupIndex + step];
      if (beside) return { kind: "group", stageKey: stage.key, runOrder: beside.runOrder };
      return intoStage(draft, draft.stages.indexOf(stage) + step, step);
    }
  }
}

function intoStage(draft: Draft, stageIndex: number, step: number): Placement | null {
  const stage = draft.stages[stageIndex];
  if (!stage) return null;
  const groups = actionGroups(stage.actions);
  return { kind: "newGroup", stageKey: stage.key, groupIndex: step === 1 ? 0 : groups.length };
}
