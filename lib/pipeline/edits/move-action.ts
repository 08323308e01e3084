import { findAction, type Draft, type FoundAction } from "../draft";
import { actionGroups, runOrderOf } from "../graph";
import { changeStages, withActions } from "./change";
import { fitPlacement } from "./fit-placement";
import { placeAction } from "./place-action";
import type { Placement } from "./placement";

interface Move {
  readonly actionKey: string;
  /** Positions count the action itself where it stands now. */
  readonly placement: Placement;
  /** For the key of a stage, where one has to be made. */
  readonly nextKey: () => string;
}

/** True when the source laws let the action go there. */
export function canMove(draft: Draft, { actionKey, placement }: Omit<Move, "nextKey">): boolean {
  const found = findAction(draft, actionKey);
  return found !== null && fitPlacement(draft, found.action.actionTypeId.category, placement) === placement;
}

/**
 * Moves an action to another group, moment or stage; its wires and references go with it. The draft stays as it is
 * when the source laws forbid the place, or when the action is there already.
 */
export function moveAction(draft: Draft, { actionKey, placement, nextKey }: Move): Draft {
  const found = findAction(draft, actionKey);
  if (found === null || !canMove(draft, { actionKey, placement }) || isThere(found, placement)) return draft;
  const taken = changeStages(draft, (stage) =>
    withActions(
      stage,
      stage.actions.filter(({ key }) => key !== actionKey),
    ),
  );
  return placeAction(taken, found.action, withoutSelf(found, placement), nextKey);
}

/** Counts positions again for when the action is out of its old place. */
function withoutSelf({ stage, action }: FoundAction, placement: Placement): Placement {
  if (placement.kind === "newStage" || placement.stageKey !== stage.key) return placement;
  const group = actionGroups(stage.actions).find(({ runOrder }) => runOrder === runOrderOf(action));
  if (placement.kind === "newGroup") {
    const ownIndex = actionGroups(stage.actions).findIndex(({ runOrder }) => runOrder === runOrderOf(action));
    const vanishes = group?.actions.length === 1 && ownIndex < placement.groupIndex;
    return vanishes ? { ...placement, groupIndex: placement.groupIndex - 1 } : placement;
  }
  if (placement.runOrder !== runOrderOf(action) || placement.index === undefined) return placement;
  const own = group?.actions.indexOf(action) ?? -1;
  return own < placement.index ? { ...placement, index: placement.index - 1 } : placement;
}

function isThere({ stage, action }: FoundAction, placement: Placement): boolean {
  if (placement.kind === "newStage" || placement.stageKey !== stage.key) return false;
  const groups = actionGroups(stage.actions);
  const ownIndex = groups.findIndex(({ runOrder }) => runOrder === runOrderOf(action));
  const own = groups[ownIndex];
  if (placement.kind === "newGroup") {
    return own?.actions.length === 1 && (placement.groupIndex === ownIndex || placement.groupIndex === ownIndex + 1);
  }
  const row = own?.actions.indexOf(action) ?? -1;
  const index = placement.index ?? own?.actions.length ?? 0;
  return placement.runOrder === runOrderOf(action) && (index === row || index === row + 1);
}
