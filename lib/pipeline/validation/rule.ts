import type { ActionType } from "../action-types/action-type";
import { actionTypeKey, findActionType } from "../action-types/catalogue";
import type {
  ActionDeclaration,
  ActionTypeId,
  PipelineDeclaration,
  RuleDeclaration,
  StageDeclaration,
} from "../declaration";
import type { PlacedExpression } from "../formats/metadata";
import { actionPlaces, type ActionPlace } from "../graph";
import type { IssuePath, ValidationIssue } from "./issue";

/** What is known about where the pipeline will live. What is absent is not checked. */
export interface ValidationContext {
  /** The pipeline's own Region. */
  readonly region?: string;
  /** The custom action types of the account. While they are unknown, a custom type is only warned about. */
  readonly customActionTypes?: readonly ActionType[];
  /** Members whose values only CloudFormation or Terraform knows: what stands in for them is not judged. */
  readonly expressions?: readonly PlacedExpression[];
  readonly limits?: AccountLimits;
}

/** Limits that an account may have had raised; the service's own where they are not given. */
export interface AccountLimits {
  readonly stagesPerPipeline: number;
  readonly actionsPerStage: number;
  readonly actionsPerPipeline: number;
  readonly triggerBytes: number;
}

/** One law of a pipeline's form. Pure; issues come in declaration order. */
export type Rule = (pipeline: PipelineDeclaration, context: ValidationContext) => readonly ValidationIssue[];

export const CONDITION_TYPES = ["beforeEntry", "onSuccess", "onFailure"] as const;
export type ConditionType = (typeof CONDITION_TYPES)[number];

export interface ConditionPlace {
  readonly stage: StageDeclaration;
  readonly stageIndex: number;
  readonly type: ConditionType;
  readonly result: string | undefined;
}

type Condition = NonNullable<NonNullable<StageDeclaration["beforeEntry"]>["conditions"]>[number];

/** Checks every action with its path and place. */
export function checkActions(
  pipeline: PipelineDeclaration,
  check: (action: ActionDeclaration, path: IssuePath, place: ActionPlace) => readonly ValidationIssue[],
): readonly ValidationIssue[] {
  return actionPlaces(pipeline).flatMap((place) => check(place.action, actionPath(place), place));
}

/** Checks every stage with its path. */
export function checkStages(
  pipeline: PipelineDeclaration,
  check: (stage: StageDeclaration, path: IssuePath, stageIndex: number) => readonly ValidationIssue[],
): readonly ValidationIssue[] {
  return pipeline.stages.flatMap((stage, index) => check(stage, ["stages", index], index));
}

/** Checks every stage condition with its path and place. */
export function checkConditions(
  pipeline: PipelineDeclaration,
  check: (condition: Condition, path: IssuePath, place: ConditionPlace) => readonly ValidationIssue[],
): readonly ValidationIssue[] {
  return checkStages(pipeline, (stage, stagePath, stageIndex) =>
    CONDITION_TYPES.flatMap((type) =>
      (stage[type]?.conditions ?? []).flatMap((condition, index) =>
        check(condition, [...stagePath, type, "conditions", index], {
          stage,
          stageIndex,
          type,
          result: condition.result,
        }),
      ),
    ),
  );
}

/** Checks every rule of every stage condition. */
export function checkRules(
  pipeline: PipelineDeclaration,
  check: (rule: RuleDeclaration, path: IssuePath, place: ConditionPlace) => readonly ValidationIssue[],
): readonly ValidationIssue[] {
  return checkConditions(pipeline, (condition, path, place) =>
    (condition.rules ?? []).flatMap((rule, index) => check(rule, [...path, "rules", index], place)),
  );
}

export function actionPath({ stageIndex, actionIndex }: ActionPlace): IssuePath {
  return ["stages", stageIndex, "actions", actionIndex];
}

/**
 * The action's type, custom types of the account included. Of the custom types in the catalogue, which many accounts
 * make, the account has those it is known to have.
 */
export function typeOf(id: ActionTypeId, { customActionTypes }: ValidationContext): ActionType | null {
  const key = actionTypeKey(id);
  const own = customActionTypes?.find((type) => actionTypeKey(type.id) === key);
  if (own) return own;
  return id.owner === "Custom" && customActionTypes !== undefined ? null : findActionType(id);
}

/** The values that occur more than once. */
export function repeated<Value>(values: readonly Value[]): ReadonlySet<Value> {
  const seen = new Set<Value>();
  return new Set(values.filter((value) => seen.size === seen.add(value).size));
}
