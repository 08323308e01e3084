import { error } from "../../issue";
import { checkConditions, repeated, type Rule } from "../../rule";

/**
 * Rule names are unique within a condition: a rule is found by its name in the state of the stage. The exception's
 * class is unverified.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RuleState.html
 */
export const uniqueRuleNames: Rule = (pipeline) =>
  checkConditions(pipeline, ({ rules = [] }, path, { stage, type }) => {
    const twice = repeated(rules.map(({ name }) => name));
    return rules.flatMap(({ name }, index) => {
      if (!twice.has(name)) return [];
      const message = `Several rules of ${type} in ${stage.name} are called ${name}. Give each a name of its own.`;
      const place = [...path, "rules", index, "name"];
      return [error("rule-name-duplicate", "InvalidStageDeclarationException", place, message)];
    });
  });
