import { findRuleType, listRuleTypes } from "../../../action-types/rule-types";
import { error, type ValidationIssue } from "../../issue";
import { checkRules, type Rule } from "../../rule";

/**
 * Rules of stage conditions: known types, the keys they need, commands where they belong. That the service calls
 * these InvalidStageDeclarationException is unverified.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference.html
 */
export const ruleDeclarations: Rule = (pipeline) =>
  checkRules(pipeline, (rule, path, { stage }) => {
    const { name, ruleTypeId, configuration = {}, commands = [] } = rule;
    const type = findRuleType(ruleTypeId);
    const refuse = (code: string, place: readonly string[], message: string): ValidationIssue =>
      error(code, "InvalidStageDeclarationException", [...path, ...place], message);
    if (type === null) {
      const known = listRuleTypes().map(({ id }) => id.provider);
      const message = `${name} in ${stage.name} uses the rule ${ruleTypeId.provider}, which does not exist. Use ${known.join(", ")}.`;
      return [refuse("rule-type-unknown", ["ruleTypeId"], message)];
    }
    const names = new Set(type.configuration.map((property) => property.name));
    const missing = type.configuration
      .filter((property) => property.required && !configuration[property.name])
      .map((property) =>
        refuse(
          "rule-configuration-missing",
          ["configuration", property.name],
          `${property.name} is required by the rule ${name}. Fill it in.`,
        ),
      );
    const unknown = Object.keys(configuration)
      .filter((key) => !names.has(key))
      .map((key) =>
        refuse(
          "rule-configuration-unknown",
          ["configuration", key],
          `The rule ${type.displayName} has no key ${key}. Remove it.`,
        ),
      );
    const needsCommands = type.takesCommands === true;
    const misfit =
      needsCommands === commands.length > 0
        ? []
        : [
            needsCommands
              ? refuse("rule-commands-missing", ["commands"], `${name} has no commands. Add at least one.`)
              : refuse(
                  "rule-commands-unexpected",
                  ["commands"],
                  `Only the Commands rule takes commands. Remove them from ${name}.`,
                ),
          ];
    return [...missing, ...unknown, ...misfit];
  });
