import type { ConditionResult } from "../../../declaration";
import { findRuleType } from "../../../action-types/rule-types";
import { error } from "../../issue";
import { checkConditions, type ConditionType, type Rule } from "../../rule";

/** What may happen when a condition of this type is not met. */
export const RESULTS_BY_CONDITION = {
  beforeEntry: ["FAIL", "SKIP"],
  onSuccess: ["FAIL", "ROLLBACK"],
  onFailure: ["ROLLBACK"],
} as const satisfies Record<ConditionType, readonly ConditionResult[]>;

/**
 * What may happen when a condition is not met, by where it stands; SKIP only with rules that answer at once. That the
 * service calls these InvalidStageDeclarationException is unverified.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works-conditions.html
 */
export const conditionResults: Rule = (pipeline) =>
  checkConditions(pipeline, ({ result, rules = [] }, conditionPath, { stage, type }) => {
    const path = [...conditionPath, "result"];
    const results: readonly ConditionResult[] = RESULTS_BY_CONDITION[type];
    const choices = results.join(" or ");
    if (result === undefined) {
      const message = `${type} of ${stage.name} does not say what happens. Choose ${choices}.`;
      return [error("condition-result-missing", "InvalidStageDeclarationException", path, message)];
    }
    if (!results.includes(result)) {
      const message = `${type} of ${stage.name} cannot end in ${result}. Choose ${choices}.`;
      return [error("condition-result", "InvalidStageDeclarationException", path, message)];
    }
    const slow = rules.find(({ ruleTypeId }) => findRuleType(ruleTypeId)?.maySkip === false);
    if (result !== "SKIP" || slow === undefined) return [];
    const message = `${type} of ${stage.name} skips the stage, but the rule ${slow.name} cannot be used for that. Use Lambda or Variable check rules.`;
    return [error("condition-skip-rule", "InvalidStageDeclarationException", path, message)];
  });
