import type { RuleType } from "../action-types/rule-types";
import { freeName } from "../artifacts";
import type { ConditionDeclaration, RuleDeclaration } from "../declaration";
import type { Draft, DraftStage } from "../draft";
import { MAX_NAME_LENGTH } from "../limits";
import type { ConditionType } from "../validation/rule";
import { RESULTS_BY_CONDITION } from "../validation/rules/stages/condition-results";
import { changeStages, patch } from "./change";
import { updateStage } from "./update-stage";

/** Which condition of which stage. A stage has one of each type at most. */
export interface ConditionPlace {
  readonly stageKey: string;
  readonly type: ConditionType;
}

/** The one condition a stage has of this type; null when it has none. */
export function conditionOf(stage: DraftStage, type: ConditionType): ConditionDeclaration | null {
  return stage[type]?.conditions?.[0] ?? null;
}

/**
 * Gives a stage a condition, with the first result that may follow and a first rule. On failure a condition takes the
 * place of a retry or rollback of the stage's own, because the service takes one of them.
 */
export function addCondition(draft: Draft, { stageKey, type }: ConditionPlace, ruleType: RuleType): Draft {
  const rule = newRule(ruleType, []);
  const [result] = RESULTS_BY_CONDITION[type];
  return updateStage(draft, stageKey, { [type]: { conditions: [{ result, rules: [rule] }] } });
}

/** Takes the condition off, and with it everything the stage says about this moment. */
export function removeCondition(draft: Draft, { stageKey, type }: ConditionPlace): Draft {
  return updateStage(draft, stageKey, { [type]: undefined });
}

/** Sets members of a condition. */
export function updateCondition(
  draft: Draft,
  place: ConditionPlace,
  change: Partial<Pick<ConditionDeclaration, "result" | "rules">>,
): Draft {
  return changeCondition(draft, place, (condition) => patch(condition, change));
}

/** Adds a rule behind the others, under a name of its own. */
export function addRule(draft: Draft, place: ConditionPlace, ruleType: RuleType): Draft {
  return changeCondition(draft, place, (condition) => {
    const rules = condition.rules ?? [];
    return { ...condition, rules: [...rules, newRule(ruleType, rules)] };
  });
}

/** Takes a rule out. Without its last one a condition asks nothing, so it goes as well. */
export function removeRule(draft: Draft, place: ConditionPlace, ruleIndex: number): Draft {
  const stage = draft.stages.find(({ key }) => key === place.stageKey);
  const rules = (stage && conditionOf(stage, place.type)?.rules) ?? [];
  const kept = rules.filter((_rule, index) => index !== ruleIndex);
  return kept.length === 0 ? removeCondition(draft, place) : updateCondition(draft, place, { rules: kept });
}

/** Sets members of a rule; `undefined` removes one. */
export function updateRule(
  draft: Draft,
  { ruleIndex, ...place }: ConditionPlace & { readonly ruleIndex: number },
  change: Partial<RuleDeclaration>,
): Draft {
  return changeCondition(draft, place, (condition) => {
    const rules = (condition.rules ?? []).map((rule, index) => (index === ruleIndex ? patch(rule, change) : rule));
    return patch(condition, { rules });
  });
}

/** Makes a rule another kind of rule. What the new kind knows as well is kept. */
export function changeRuleType(
  draft: Draft,
  place: ConditionPlace & { readonly ruleIndex: number },
  ruleType: RuleType,
): Draft {
  const stage = draft.stages.find(({ key }) => key === place.stageKey);
  const rule = (stage && conditionOf(stage, place.type)?.rules)?.[place.ruleIndex];
  if (!rule) return draft;
  const known = new Set(ruleType.configuration.map(({ name }) => name));
  const kept = Object.entries(rule.configuration ?? {}).filter(([name]) => known.has(name));
  return updateRule(draft, place, {
    ruleTypeId: { ...ruleType.id },
    configuration: kept.length > 0 ? Object.fromEntries(kept) : undefined,
    commands: ruleType.takesCommands ? (rule.commands ?? []) : undefined,
    inputArtifacts: ruleType.inputs.max > 0 ? rule.inputArtifacts : undefined,
  });
}

function newRule(ruleType: RuleType, others: readonly RuleDeclaration[]): RuleDeclaration {
  const taken = new Set(others.map(({ name }) => name));
  return {
    name: freeName(ruleType.id.provider, taken, MAX_NAME_LENGTH),
    ruleTypeId: { ...ruleType.id },
    ...(ruleType.takesCommands && { commands: [] }),
  };
}

function changeCondition(
  draft: Draft,
  { stageKey, type }: ConditionPlace,
  change: (condition: ConditionDeclaration) => ConditionDeclaration,
): Draft {
  return changeStages(draft, (stage) => {
    const before = stage.key === stageKey ? conditionOf(stage, type) : null;
    if (before === null) return stage;
    const [, ...others] = stage[type]?.conditions ?? [];
    return patch<DraftStage>(stage, { [type]: { ...stage[type], conditions: [change(before), ...others] } });
  });
}
