import type { Draft } from "../draft";
import { changeActions, changeStages, withActions, withStages } from "./change";
import { withoutInput } from "./connect-artifact";

/**
 * Removes actions, and the wires from what they made. Their stage stays, empty if need be. Variable references to
 * them stay as well: validation points at each.
 */
export function removeActions(draft: Draft, actionKeys: readonly string[]): Draft {
  const keys = new Set(actionKeys);
  const all = draft.stages.flatMap(({ actions }) => actions);
  const made = (isRemoved: boolean): ReadonlySet<string> =>
    new Set(
      all
        .filter(({ key }) => keys.has(key) === isRemoved)
        .flatMap(({ outputArtifacts }) => outputArtifacts ?? [])
        .map(({ name }) => name),
    );
  const stillMade = made(false);
  const gone = [...made(true)].filter((name) => !stillMade.has(name));
  const removed = changeStages(draft, (stage) =>
    withActions(
      stage,
      stage.actions.filter(({ key }) => !keys.has(key)),
    ),
  );
  return changeActions(removed, (action) => gone.reduce(withoutInput, action));
}

/** Removes a stage with its actions. */
export function removeStage(draft: Draft, stageKey: string): Draft {
  const stage = draft.stages.find(({ key }) => key === stageKey);
  if (stage === undefined) return draft;
  const emptied = removeActions(
    draft,
    stage.actions.map(({ key }) => key),
  );
  return withStages(
    emptied,
    emptied.stages.filter(({ key }) => key !== stageKey),
  );
}
