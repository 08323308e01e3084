import { ALARM_STATES, readAlarmStates } from "../../../action-types/alarm-states";
import { findRuleType } from "../../../action-types/rule-types";
import type { RuleDeclaration } from "../../../declaration";
import { JavaRegexError } from "../../../java-regex/pattern-node";
import { parsePattern } from "../../../java-regex/parse-pattern";
import { localMoment } from "../../../quartz/local-moment";
import { parseCron } from "../../../quartz/parse-cron";
import { error, warning, type ValidationIssue } from "../../issue";
import { checkRules, type Rule } from "../../rule";
import { clip } from "../../shape";

/** Keys whose values have a form of their own, by rule provider. Lists of values are in the catalogue. */
const EXPECTATIONS: Readonly<Record<string, Readonly<Record<string, (value: string) => string | null>>>> = {
  CloudWatchAlarm: {
    AlarmStates: (value) => (readAlarmStates(value).unknown.length === 0 ? null : ALARM_STATES.join(", ")),
    WaitTime: (value) => (/^\d{1,5}$/.test(value.trim()) ? null : "a whole number of minutes"),
  },
  CodeBuild: {
    EnvironmentVariables: (value) => (isVariableList(value) ? null : "a JSON array of {name, value, type}"),
  },
  DeploymentWindow: {
    Cron: (value) => (parseCron(value) ? null : "a Quartz expression of six or seven fields, * * 9-17 ? * MON-FRI *"),
    TimeZone: (value) => (isTimeZone(value) ? null : "Region/City, UTC+02:00, or an abbreviation such as PST"),
  },
};

/**
 * Values of rules that could never be read, so that their condition could only fail. That the service looks at them
 * when a pipeline is saved, and with which exception it refuses them, is unverified. A value with a variable in it is
 * only known when the rule runs, and a Java expression that is not understood here may be one all the same.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference.html
 */
export const ruleValues: Rule = (pipeline) =>
  checkRules(pipeline, ({ name, ruleTypeId, configuration = {} }, path, { stage }) => {
    const malformed = Object.entries(configuration).flatMap(([key, value]): readonly ValidationIssue[] => {
      const wanted = value.includes("#{") ? null : expectation(ruleTypeId, key, value);
      if (wanted === null) return [];
      const message = `${key} of the rule ${name} in ${stage.name} is "${clip(value)}". Use ${wanted}.`;
      return [
        error("rule-configuration-value", "InvalidStageDeclarationException", [...path, "configuration", key], message),
      ];
    });
    const fault = ruleTypeId.provider === "VariableCheck" ? patternFault(configuration) : null;
    if (fault === null) return malformed;
    const message = `Value of the rule ${name} in ${stage.name} is not understood as a Java regular expression: ${fault}. Check it.`;
    return [...malformed, warning("rule-pattern", [...path, "configuration", "Value"], message)];
  });

/** What the value should have been, or null when it is right, empty or of a key without a form. */
function expectation(ruleTypeId: RuleDeclaration["ruleTypeId"], key: string, value: string): string | null {
  const property = findRuleType(ruleTypeId)?.configuration.find(({ name }) => name === key);
  if (property === undefined || value === "") return null;
  if (property.allowedValues) return property.allowedValues.includes(value) ? null : property.allowedValues.join(", ");
  return EXPECTATIONS[ruleTypeId.provider]?.[key]?.(value) ?? null;
}

function isTimeZone(value: string): boolean {
  return localMoment(0, value) !== null;
}

function isVariableList(value: string): boolean {
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((item) => typeof item === "object" && item !== null && "name" in item);
  } catch (cause) {
    if (cause instanceof SyntaxError) return false;
    throw cause;
  }
}

function patternFault({ Operator: operator, Value: pattern = "" }: Readonly<Record<string, string>>): string | null {
  if (operator !== "MATCHES" || pattern.includes("#{")) return null;
  try {
    parsePattern(pattern);
    return null;
  } catch (cause) {
    if (cause instanceof JavaRegexError) return cause.message;
    throw cause;
  }
}
