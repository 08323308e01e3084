import * as limits from "../../../limits";
import { checkConditions, checkRules, checkStages, CONDITION_TYPES, type Rule } from "../../rule";
import {
  ARTIFACT_NAME,
  checkChoice,
  checkCount,
  checkInteger,
  checkText,
  NAME,
  REGION_NAME,
  ROLE_ARN,
} from "../../shape";

const PROVIDER = { max: limits.MAX_PROVIDER_LENGTH, pattern: /^[0-9A-Za-z_-]+$/, allowed: "letters, digits and _ -" };

/**
 * Counts, lengths and patterns of stage conditions and their rules.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RuleDeclaration.html
 */
export const conditionShape: Rule = (pipeline) => [
  ...checkStages(pipeline, (stage, path) =>
    CONDITION_TYPES.flatMap((type) =>
      checkCount([...path, type, "conditions"], stage[type]?.conditions?.length, "Stage conditions", {
        min: limits.CONDITIONS_PER_TYPE,
        max: limits.CONDITIONS_PER_TYPE,
      }),
    ),
  ),
  ...checkConditions(pipeline, ({ rules }, path) =>
    checkCount([...path, "rules"], rules?.length, "Condition rules", { min: 1, max: limits.MAX_RULES_PER_CONDITION }),
  ),
  ...checkRules(pipeline, (rule, path) => [
    ...checkText([...path, "name"], rule.name, "Rule name", NAME),
    ...checkChoice([...path, "ruleTypeId", "category"], rule.ruleTypeId.category, "Rule category", ["Rule"]),
    ...checkChoice([...path, "ruleTypeId", "owner"], rule.ruleTypeId.owner, "Rule owner", ["AWS"]),
    ...checkText([...path, "ruleTypeId", "provider"], rule.ruleTypeId.provider, "Rule provider", PROVIDER),
    ...checkText([...path, "roleArn"], rule.roleArn, "Rule role ARN", ROLE_ARN),
    ...checkText([...path, "region"], rule.region, "Rule Region", REGION_NAME),
    ...checkInteger([...path, "timeoutInMinutes"], rule.timeoutInMinutes, "Rule timeout", {
      min: limits.MIN_TIMEOUT_MINUTES,
      max: limits.MAX_TIMEOUT_MINUTES,
    }),
    ...checkCount([...path, "commands"], rule.commands?.length, "Rule commands", { min: 1, max: limits.MAX_COMMANDS }),
    ...(rule.commands ?? []).flatMap((command, index) =>
      checkText([...path, "commands", index], command, "Command", { max: limits.MAX_COMMAND_LENGTH }),
    ),
    ...(rule.inputArtifacts ?? []).flatMap(({ name }, index) =>
      checkText([...path, "inputArtifacts", index, "name"], name, "Artifact name", ARTIFACT_NAME),
    ),
    ...checkCount([...path, "configuration"], Object.keys(rule.configuration ?? {}).length, "Rule configuration keys", {
      max: limits.MAX_RULE_CONFIGURATION_ENTRIES,
    }),
    ...Object.entries(rule.configuration ?? {}).flatMap(([key, value]) => [
      ...checkText([...path, "configuration", key], key, "Configuration key", {
        max: limits.MAX_CONFIGURATION_KEY_LENGTH,
      }),
      ...checkText([...path, "configuration", key], value, "Configuration value", {
        max: limits.MAX_RULE_CONFIGURATION_VALUE_LENGTH,
      }),
    ]),
  ]),
];
