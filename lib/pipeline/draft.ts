import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "./declaration";

/**
 * A declaration while it is edited. Stages and actions carry a local `key`, because a name is not an identity:
 * a rename must keep selection, history and focus. Keys never leave the editor.
 */
export type DraftAction = ActionDeclaration & { readonly key: string };
export type DraftStage = Omit<StageDeclaration, "actions"> & {
  readonly key: string;
  readonly name: string;
  readonly actions: readonly DraftAction[];
};
export type Draft = Omit<PipelineDeclaration, "stages"> & {
  readonly name: string;
  readonly stages: readonly DraftStage[];
};

/** An action of a draft with the stage that holds it. */
export interface FoundAction {
  readonly stage: DraftStage;
  readonly stageIndex: number;
  readonly action: DraftAction;
  readonly actionIndex: number;
}

/** The action with this key, or `null` when the draft no longer has it. */
export function findAction(draft: Draft, actionKey: string): FoundAction | null {
  for (const [stageIndex, stage] of draft.stages.entries()) {
    const actionIndex = stage.actions.findIndex(({ key }) => key === actionKey);
    const action = stage.actions[actionIndex];
    if (action) return { stage, stageIndex, action, actionIndex };
  }
  return null;
}

/** Gives every stage and action a key. `nextKey` returns a fresh one at each call. */
export function draftFromDeclaration(declaration: PipelineDeclaration, nextKey: () => string): Draft {
  return {
    ...declaration,
    stages: declaration.stages.map((stage) => ({
      ...stage,
      key: nextKey(),
      actions: stage.actions.map((action) => ({ ...action, key: nextKey() })),
    })),
  };
}

/**
 * The declaration that a draft stands for: the same, without keys. What two drafts share, their declarations share too:
 * a long history of a large pipeline costs what changed, and comparing two of its declarations stops at what is one.
 */
export function declarationFromDraft(draft: Draft): PipelineDeclaration {
  return { ...draft, stages: draft.stages.map(plainStage) };
}

const PLAIN_STAGES = new WeakMap<DraftStage, StageDeclaration>();
const PLAIN_ACTIONS = new WeakMap<DraftAction, ActionDeclaration>();

function plainStage(stage: DraftStage): StageDeclaration {
  const known = PLAIN_STAGES.get(stage);
  if (known) return known;
  const { key: _key, ...members } = stage;
  const plain = { ...members, actions: stage.actions.map(plainAction) };
  PLAIN_STAGES.set(stage, plain);
  return plain;
}

function plainAction(action: DraftAction): ActionDeclaration {
  const known = PLAIN_ACTIONS.get(action);
  if (known) return known;
  const { key: _key, ...plain } = action;
  PLAIN_ACTIONS.set(action, plain);
  return plain;
}
