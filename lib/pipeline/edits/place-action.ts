import { freeName } from "../artifacts";
import type { ActionCategory } from "../declaration";
import type { Draft, DraftAction, DraftStage } from "../draft";
import { actionGroups, runOrderOf } from "../graph";
import { DEFAULT_RUN_ORDER, MAX_NAME_LENGTH, MAX_RUN_ORDER } from "../limits";
import { changeStages, patch, withActions, withStages } from "./change";
import type { Placement } from "./placement";

/** What a stage is called when it is made for an action of this category. */
const STAGE_NAMES = {
  Source: "Source",
  Build: "Build",
  Compute: "Build",
  Test: "Test",
  Approval: "Approval",
  Deploy: "Deploy",
  Invoke: "Invoke",
} as const satisfies Record<ActionCategory, string>;

/** Puts an action that is not in the draft to its place. Makes room for a new group, and a stage for a new stage. */
export function placeAction(draft: Draft, action: DraftAction, placement: Placement, nextKey: () => string): Draft {
  switch (placement.kind) {
    case "newStage": {
      const name = freeStageName(draft, STAGE_NAMES[action.actionTypeId.category]);
      const stage: DraftStage = { key: nextKey(), name, actions: [inGroup(action, DEFAULT_RUN_ORDER)] };
      return withStages(draft, draft.stages.toSpliced(placement.stageIndex, 0, stage));
    }
    case "group":
      return changeStage(draft, placement.stageKey, (stage) =>
        insert(stage, inGroup(action, placement.runOrder), placement.index),
      );
    case "newGroup":
      return changeStage(draft, placement.stageKey, (stage) => {
        const { stage: opened, runOrder } = openGroup(stage, placement.groupIndex);
        return insert(opened, inGroup(action, runOrder));
      });
  }
}

/** `name`, numbered when a stage is called so already. */
export function freeStageName(draft: Draft, name: string): string {
  return freeName(name, new Set(draft.stages.map((stage) => stage.name)), MAX_NAME_LENGTH);
}

function changeStage(draft: Draft, stageKey: string, change: (stage: DraftStage) => DraftStage): Draft {
  return changeStages(draft, (stage) => (stage.key === stageKey ? change(stage) : stage));
}

function inGroup(action: DraftAction, runOrder: number): DraftAction {
  return patch<DraftAction>(action, { runOrder });
}

/** Inserts before the `index`th action of the group, or after the last; a group of its own follows lower numbers. */
function insert(stage: DraftStage, action: DraftAction, index = Infinity): DraftStage {
  const runOrder = runOrderOf(action);
  const members = stage.actions.filter((other) => runOrderOf(other) === runOrder);
  const before = members[index];
  const after = members.at(-1) ?? stage.actions.findLast((other) => runOrderOf(other) < runOrder);
  const position = before ? stage.actions.indexOf(before) : after ? stage.actions.indexOf(after) + 1 : 0;
  return withActions(stage, stage.actions.toSpliced(position, 0, action));
}

/**
 * Finds a free number before the group at this position. Gaps between numbers are used first; where there is none,
 * the groups behind move on by one, and all are counted anew when that would pass the highest number allowed.
 */
function openGroup(stage: DraftStage, groupIndex: number): { readonly stage: DraftStage; readonly runOrder: number } {
  const groups = actionGroups(stage.actions);
  const before = groups[groupIndex - 1]?.runOrder ?? 0;
  const next = groups[groupIndex]?.runOrder ?? Infinity;
  const last = groups.at(-1)?.runOrder ?? 0;
  const runOrder = before + 1;
  if (runOrder < next && runOrder <= MAX_RUN_ORDER) return { stage, runOrder };
  if (next !== Infinity && last < MAX_RUN_ORDER) {
    return { stage: renumber(stage, (number) => (number >= next ? number + 1 : number)), runOrder };
  }
  const position = new Map(groups.map((group, index) => [group.runOrder, index]));
  const counted = renumber(stage, (number) => {
    const index = position.get(number) ?? 0;
    return index + (index < groupIndex ? 1 : 2);
  });
  return { stage: counted, runOrder: Math.min(groupIndex, groups.length) + 1 };
}

function renumber(stage: DraftStage, change: (runOrder: number) => number): DraftStage {
  return withActions(
    stage,
    stage.actions.map((action) => {
      const runOrder = change(runOrderOf(action));
      return runOrder === runOrderOf(action) ? action : patch<DraftAction>(action, { runOrder });
    }),
  );
}
