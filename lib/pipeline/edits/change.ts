import type { Draft, DraftAction, DraftStage } from "../draft";

/** Puts changed stages into a draft. Stages that come back as they were keep their identity, and so does the draft. */
export function changeStages(draft: Draft, change: (stage: DraftStage) => DraftStage): Draft {
  return withStages(draft, draft.stages.map(change));
}

/** Puts changed actions into a draft, with identity kept as in `changeStages`. */
export function changeActions(draft: Draft, change: (action: DraftAction) => DraftAction): Draft {
  return changeStages(draft, (stage) => withActions(stage, stage.actions.map(change)));
}

export function withStages(draft: Draft, stages: readonly DraftStage[]): Draft {
  return sameItems(draft.stages, stages) ? draft : { ...draft, stages };
}

export function withActions(stage: DraftStage, actions: readonly DraftAction[]): DraftStage {
  return sameItems(stage.actions, actions) ? stage : { ...stage, actions };
}

/** Sets members; one that is `undefined` is removed. The same object comes back when nothing changes. */
export function patch<Target extends object>(target: Target, changes: Partial<Target>): Target {
  const isSame = Object.entries(changes).every(([name, value]) => Reflect.get(target, name) === value);
  if (isSame) return target;
  const patched = { ...target, ...changes };
  for (const [name, value] of Object.entries(changes)) if (value === undefined) Reflect.deleteProperty(patched, name);
  return patched;
}

function sameItems(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((item, index) => item === after[index]);
}
