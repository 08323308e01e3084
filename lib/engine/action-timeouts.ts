import type { ActionDeclaration, RuleDeclaration } from "@/lib/pipeline/declaration";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** By `category/provider`. @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const TIMEOUTS: Readonly<Record<string, number>> = {
  "Approval/Manual": 7 * DAY_MS,
  "Build/CodeBuild": 36 * HOUR_MS,
  "Test/CodeBuild": 8 * HOUR_MS,
  "Test/DeviceFarm": 8 * HOUR_MS,
  "Compute/Commands": 55 * MINUTE_MS,
  "Build/Commands": 55 * MINUTE_MS,
  "Deploy/S3": 90 * MINUTE_MS,
  "Deploy/CodeDeploy": 5 * DAY_MS,
  "Deploy/CodeDeployToECS": 5 * DAY_MS,
  "Deploy/CloudFormation": 3 * DAY_MS,
  "Deploy/Lambda": 2 * DAY_MS,
  "Invoke/Lambda": DAY_MS,
  "Invoke/StepFunctions": 7 * DAY_MS,
};
const CUSTOM_TIMEOUT_MS = DAY_MS;
const OTHER_TIMEOUT_MS = HOUR_MS;

/** How long an attempt may take. `timeoutInMinutes` counts for manual approvals only, as the service has it. */
export function actionTimeoutMs(action: ActionDeclaration): number {
  const { category, owner, provider } = action.actionTypeId;
  if (category === "Approval" && action.timeoutInMinutes !== undefined) return action.timeoutInMinutes * MINUTE_MS;
  if (owner === "Custom") return CUSTOM_TIMEOUT_MS;
  return TIMEOUTS[`${category}/${provider}`] ?? OTHER_TIMEOUT_MS;
}

/** Commands rules end after 55 minutes whatever they ask for. */
const COMMANDS_RULE_TIMEOUT_MS = 55 * MINUTE_MS;
/** AWS gives no default for rules: theirs is that of the action they are like, an hour for an alarm (unverified). */
const RULE_TIMEOUTS: Readonly<Record<string, number>> = {
  CodeBuild: 8 * HOUR_MS,
  LambdaInvoke: DAY_MS,
};

/** How long an attempt of a rule may take. Waiting for an alarm as long as it says is never too long. */
export function ruleTimeoutMs({ ruleTypeId, timeoutInMinutes, configuration = {} }: RuleDeclaration): number {
  const declared = timeoutInMinutes === undefined ? undefined : timeoutInMinutes * MINUTE_MS;
  const { provider } = ruleTypeId;
  if (provider === "Commands") return Math.min(declared ?? COMMANDS_RULE_TIMEOUT_MS, COMMANDS_RULE_TIMEOUT_MS);
  if (declared !== undefined) return declared;
  const waitMs = Number(configuration["WaitTime"] ?? 0) * MINUTE_MS;
  return (RULE_TIMEOUTS[provider] ?? OTHER_TIMEOUT_MS) + (waitMs > 0 ? waitMs : 0);
}
