import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "../declaration";
import { declarationFromDraft, type Draft, type DraftAction, type DraftStage } from "../draft";
import { matchPipelines } from "../match-pipelines";
import { sameValue } from "../same-value";

/**
 * Puts another definition into a draft, as restoring, merging and importing do. A stage or action that is still there,
 * renamed or not, keeps its key, and one that did not change keeps its identity, so selection and history stay with it.
 */
export function replaceDeclaration(draft: Draft, declaration: PipelineDeclaration, nextKey: () => string): Draft {
  const before = findCounterparts(draft, declaration);
  const stages = declaration.stages.map(({ actions, ...members }, index): DraftStage => {
    const old = before.stages.get(declaration.stages[index]);
    const replaced = actions.map((action): DraftAction => {
      const oldAction = before.actions.get(action);
      const next = { ...action, key: oldAction?.key ?? nextKey() };
      return oldAction && sameValue(oldAction, next) ? oldAction : next;
    });
    const next: DraftStage = { ...members, key: old?.key ?? nextKey(), actions: replaced };
    return old && isUnchanged(old, next) ? old : next;
  });
  return { ...declaration, name: draft.name, stages };
}

interface Counterparts {
  readonly stages: ReadonlyMap<StageDeclaration | undefined, DraftStage>;
  readonly actions: ReadonlyMap<ActionDeclaration, DraftAction>;
}

/** For each stage and action of the declaration, what it is in the draft. */
function findCounterparts(draft: Draft, declaration: PipelineDeclaration): Counterparts {
  const before = declarationFromDraft(draft);
  const match = matchPipelines(before, declaration);
  const stages = new Map<StageDeclaration | undefined, DraftStage>();
  const actions = new Map<ActionDeclaration, DraftAction>();
  draft.stages.forEach((stage, index) => {
    const plain = before.stages[index];
    const counterpart = plain && match.stages.get(plain);
    if (counterpart) stages.set(counterpart, stage);
    stage.actions.forEach((action, row) => {
      const plainAction = plain?.actions[row];
      const actionCounterpart = plainAction && match.actions.get(plainAction);
      if (actionCounterpart) actions.set(actionCounterpart, action);
    });
  });
  return { stages, actions };
}

function isUnchanged(before: DraftStage, after: DraftStage): boolean {
  return (
    sameValue(before, after) &&
    before.actions.length === after.actions.length &&
    before.actions.every((action, index) => action === after.actions[index])
  );
}
