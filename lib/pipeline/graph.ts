import type { ActionDeclaration } from "./declaration";
import { DEFAULT_RUN_ORDER } from "./limits";

/** What the structure functions need of a pipeline: a declaration and a draft both fit. */
export interface PipelineShape<Action extends ActionDeclaration = ActionDeclaration> {
  readonly stages: readonly StageShape<Action>[];
}

export interface StageShape<Action extends ActionDeclaration = ActionDeclaration> {
  readonly name: string;
  readonly actions: readonly Action[];
}

/** Actions of one stage that share a `runOrder`: they run in parallel. */
export interface ActionGroup<Action extends ActionDeclaration = ActionDeclaration> {
  readonly runOrder: number;
  /** In declaration order. */
  readonly actions: readonly Action[];
}

/** Where an action stands. Indices are those of the declaration. */
export interface ActionPlace<Action extends ActionDeclaration = ActionDeclaration> {
  readonly stageIndex: number;
  readonly actionIndex: number;
  readonly runOrder: number;
  readonly stage: StageShape<Action>;
  readonly action: Action;
}

/** A moment in a pipeline: the group of actions with this `runOrder` in this stage. */
export interface Moment {
  readonly stageIndex: number;
  readonly runOrder: number;
}

export function runOrderOf(action: ActionDeclaration): number {
  return action.runOrder ?? DEFAULT_RUN_ORDER;
}

/**
 * The groups of a stage in the order they run. Numbers may have gaps; only their order counts.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-requirements.html
 */
export function actionGroups<Action extends ActionDeclaration>(
  actions: readonly Action[],
): readonly ActionGroup<Action>[] {
  const groups = new Map<number, Action[]>();
  for (const action of actions) {
    const group = groups.get(runOrderOf(action));
    if (group) group.push(action);
    else groups.set(runOrderOf(action), [action]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([runOrder, members]) => ({ runOrder, actions: members }));
}

/** Every action with its place, in declaration order. */
export function actionPlaces<Action extends ActionDeclaration>(
  pipeline: PipelineShape<Action>,
): readonly ActionPlace<Action>[] {
  return pipeline.stages.flatMap((stage, stageIndex) =>
    stage.actions.map((action, actionIndex) => ({
      stageIndex,
      actionIndex,
      runOrder: runOrderOf(action),
      stage,
      action,
    })),
  );
}

/** True when `first` is certain to have ended before `second` starts: an earlier stage, or a lower `runOrder`. */
export function runsBefore(first: Moment, second: Moment): boolean {
  if (first.stageIndex !== second.stageIndex) return first.stageIndex < second.stageIndex;
  return first.runOrder < second.runOrder;
}
