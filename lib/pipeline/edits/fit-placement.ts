import type { ActionCategory } from "../declaration";
import type { Draft, DraftStage } from "../draft";
import { actionGroups } from "../graph";
import { DEFAULT_RUN_ORDER } from "../limits";
import type { Placement } from "./placement";

/**
 * The nearest place that the source laws allow: sources stand in the first stage, everything else behind it.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
export function fitPlacement(draft: Draft, category: ActionCategory, placement: Placement): Placement {
  const [first] = draft.stages;
  if (first === undefined) return { kind: "newStage", stageIndex: 0 };
  const isFirstStage = placement.kind !== "newStage" && placement.stageKey === first.key;
  if (category !== "Source") {
    const isTooEarly = isFirstStage || (placement.kind === "newStage" && placement.stageIndex === 0);
    return isTooEarly && isSourceStage(first) ? { kind: "newStage", stageIndex: 1 } : placement;
  }
  if (!isSourceStage(first) && first.actions.length > 0) return { kind: "newStage", stageIndex: 0 };
  if (isFirstStage) return placement;
  const runOrder = actionGroups(first.actions)[0]?.runOrder ?? DEFAULT_RUN_ORDER;
  return { kind: "group", stageKey: first.key, runOrder };
}

/** True when the stage holds source actions. */
export function isSourceStage(stage: DraftStage): boolean {
  return stage.actions.some(({ actionTypeId }) => actionTypeId.category === "Source");
}
