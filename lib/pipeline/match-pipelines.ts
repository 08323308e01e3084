import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "./declaration";
import { actionTypeKey } from "./action-types/catalogue";
import { sameValue } from "./same-value";

/** Which stage and action of one declaration are which of another. What is missing from a map has no counterpart. */
export interface PipelineMatch {
  readonly stages: ReadonlyMap<StageDeclaration, StageDeclaration>;
  readonly actions: ReadonlyMap<ActionDeclaration, ActionDeclaration>;
}

/**
 * Finds counterparts by name: stages, then actions within matching stages, then actions that moved to another stage.
 * What is left is taken for renamed when it is plainly the same: a stage with an action of the same name, an action
 * of the same type with the same configuration in the same stage.
 */
export function matchPipelines(before: PipelineDeclaration, after: PipelineDeclaration): PipelineMatch {
  const stages = new Pairing(before.stages, after.stages);
  stages.pair((a, b) => a.name === b.name);
  stages.pair((a, b) => a.actions.some(({ name }) => b.actions.some((action) => action.name === name)));

  const actionsOf = (list: readonly StageDeclaration[]) => list.flatMap(({ actions }) => actions);
  const actions = new Pairing(actionsOf(before.stages), actionsOf(after.stages));
  // Two drafts of one history share what did not change, so one action may stand on both sides, in different stages.
  const stageBefore = stagesByAction(before);
  const stageAfter = stagesByAction(after);
  const inSameStage = (a: ActionDeclaration, b: ActionDeclaration): boolean => {
    const stage = stageBefore.get(a);
    return stage !== undefined && stages.map.get(stage) === stageAfter.get(b);
  };
  actions.pair((a, b) => a.name === b.name && inSameStage(a, b));
  actions.pair((a, b) => a.name === b.name && hasSameType(a, b));
  actions.pair((a, b) => hasSameType(a, b) && sameValue(a.configuration, b.configuration) && inSameStage(a, b));
  return { stages: stages.map, actions: actions.map };
}

function stagesByAction({ stages }: PipelineDeclaration): ReadonlyMap<ActionDeclaration, StageDeclaration> {
  return new Map(stages.flatMap((stage) => stage.actions.map((action) => [action, stage] as const)));
}

function hasSameType(a: ActionDeclaration, b: ActionDeclaration): boolean {
  return actionTypeKey(a.actionTypeId) === actionTypeKey(b.actionTypeId);
}

/** Pairs the items of two lists, each with one other at most, by one criterion after another. */
class Pairing<Item extends object> {
  readonly map = new Map<Item, Item>();
  #before: readonly Item[];
  #after: readonly Item[];

  constructor(before: readonly Item[], after: readonly Item[]) {
    this.#before = before;
    this.#after = after;
  }

  pair(isSame: (before: Item, after: Item) => boolean): void {
    const taken = new Set<Item>();
    this.#before = this.#before.filter((item) => {
      const counterpart = this.#after.find((candidate) => !taken.has(candidate) && isSame(item, candidate));
      if (counterpart === undefined) return true;
      taken.add(counterpart);
      this.map.set(item, counterpart);
      return false;
    });
    this.#after = this.#after.filter((item) => !taken.has(item));
  }
}
