import type { RuleDeclaration } from "../declaration";
import { guide, type ArtifactCount } from "./action-type";
import { optional, required, type ConfigurationProperty } from "./configuration-property";

/**
 * What CodePipeline knows about one kind of rule inside a stage condition.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference.html
 */
export interface RuleType {
  readonly id: {
    readonly category: "Rule";
    readonly owner: "AWS";
    readonly provider: string;
    readonly version: "1";
  };
  readonly displayName: string;
  /** One sentence: when the rule succeeds. */
  readonly description: string;
  readonly inputs: ArtifactCount;
  readonly configuration: readonly ConfigurationProperty[];
  readonly takesCommands?: true;
  /** A condition with result SKIP takes only rules that answer yes or no at once. */
  readonly maySkip: boolean;
  readonly docsUrl: string;
}

const id = (provider: string) => ({ category: "Rule", owner: "AWS", provider, version: "1" }) as const;

const NO_INPUT: ArtifactCount = { min: 0, max: 0 };
/** The guide does not bound the inputs of build rules (unverified); these are the bounds of the matching actions. */
const BUILD_INPUTS: ArtifactCount = { min: 0, max: 5 };
const COMMANDS_INPUTS: ArtifactCount = { min: 0, max: 10 };

const RULE_TYPES: readonly RuleType[] = [
  {
    id: id("CloudWatchAlarm"),
    displayName: "CloudWatch alarm",
    description: "Succeeds while the alarm is quiet.",
    inputs: NO_INPUT,
    configuration: [
      required("AlarmName", "The alarm to look at."),
      optional("AlarmStates", "States that count: ALARM, OK, INSUFFICIENT_DATA.", {
        default: "ALARM",
        suggestions: ["ALARM", "OK", "INSUFFICIENT_DATA"],
      }),
      optional("WaitTime", "Minutes to wait before the alarm decides.", { type: "Number" }),
    ],
    maySkip: false,
    docsUrl: guide("rule-reference-CloudWatchAlarm"),
  },
  {
    id: id("CodeBuild"),
    displayName: "CodeBuild",
    description: "Succeeds when the build succeeds.",
    inputs: BUILD_INPUTS,
    configuration: [
      required("ProjectName", "The CodeBuild project to run."),
      optional("PrimarySource", "With several inputs: the artifact that holds the buildspec.", {
        usedWhen: { kind: "inputCount", min: 2, max: 5 },
        namesInputArtifact: true,
      }),
      optional("BatchEnabled", "Run the build as a batch.", { type: "Boolean", allowedValues: ["true", "false"] }),
      optional("CombineArtifacts", "Put the artifacts of a batch into one place.", {
        type: "Boolean",
        usedWhen: { kind: "value", key: "BatchEnabled", values: ["true"] },
        allowedValues: ["true", "false"],
      }),
      optional("EnvironmentVariables", "A JSON array of {name, value, type}.", { multiline: true }),
    ],
    maySkip: false,
    docsUrl: guide("rule-reference-CodeBuild"),
  },
  {
    id: id("Commands"),
    displayName: "Commands",
    description: "Succeeds when every command exits with 0.",
    inputs: COMMANDS_INPUTS,
    configuration: [],
    takesCommands: true,
    maySkip: false,
    docsUrl: guide("rule-reference-Commands"),
  },
  {
    id: id("DeploymentWindow"),
    displayName: "Deployment window",
    description: "Succeeds while the time is inside the window.",
    inputs: NO_INPUT,
    configuration: [
      required("Cron", "Six or seven fields: second, minute, hour, day of month, month, day of week, year.", {
        suggestions: ["* * 9-17 ? * MON-FRI *", "* * * ? * SAT,SUN *"],
      }),
      optional("TimeZone", "Region/City, UTC+02:00, or an abbreviation.", {
        default: "UTC",
        suggestions: ["UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Tokyo"],
      }),
    ],
    maySkip: false,
    docsUrl: guide("rule-reference-DeploymentWindow"),
  },
  {
    id: id("LambdaInvoke"),
    displayName: "Lambda",
    description: "Succeeds when the function reports success.",
    inputs: NO_INPUT,
    configuration: [
      required("FunctionName", "The function to call."),
      optional("UserParameters", "Text handed to the function.", { multiline: true }),
    ],
    maySkip: true,
    docsUrl: guide("rule-reference-LambdaInvoke"),
  },
  {
    id: id("VariableCheck"),
    displayName: "Variable check",
    description: "Succeeds when the comparison is true.",
    inputs: NO_INPUT,
    configuration: [
      required("Variable", "The variable to look at, such as #{source.BranchName}."),
      required("Operator", "EQ equal, NE not equal, CONTAINS, MATCHES a Java regular expression.", {
        allowedValues: ["EQ", "NE", "CONTAINS", "MATCHES"],
      }),
      required("Value", "What to compare with."),
    ],
    maySkip: true,
    docsUrl: guide("rule-reference-VariableCheck"),
  },
];

/** Every rule type CodePipeline offers. */
export function listRuleTypes(): readonly RuleType[] {
  return RULE_TYPES;
}

/** The rule's type, or `null` when the service has no such rule. Owner and version may be left out of a declaration. */
export function findRuleType(rule: RuleDeclaration["ruleTypeId"]): RuleType | null {
  if (rule.category !== "Rule" || (rule.owner ?? "AWS") !== "AWS" || (rule.version ?? "1") !== "1") return null;
  return RULE_TYPES.find(({ id: { provider } }) => provider === rule.provider) ?? null;
}
