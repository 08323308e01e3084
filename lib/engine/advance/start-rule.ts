import type { ActionTypeId, RuleDeclaration } from "@/lib/pipeline/declaration";
import { ruleTimeoutMs } from "../action-timeouts";
import type { RuleExecutionRecord } from "../records";
import type { ActionJob } from "../runners/runner";
import type { ConditionGate } from "../state";
import { actionLike } from "./action-like";
import { checkVariable } from "./check-variable";
import { checkDeploymentWindow } from "./deployment-window";
import { checkInputArtifacts, inputArtifacts, MissingArtifactError } from "./input-artifacts";
import { resolvedSourceVersion } from "./resolved-source-version";
import { resolveVariables, UnresolvedVariableError } from "./resolve-variables";
import type { Turn } from "./turn";

type Running = Extract<RuleExecutionRecord, { status: "InProgress" }>;

/** Starts one rule. What can be decided here and now is decided at once; the rest runs like an action. */
export function startRule(
  turn: Turn,
  place: {
    readonly pipelineExecutionId: string;
    readonly stageName: string;
    readonly gate: ConditionGate;
    readonly rule: RuleDeclaration;
  },
): RuleExecutionRecord {
  const { rule } = place;
  const attempt = newAttempt(turn, place);
  const { timeoutAt: _timeoutAt, ...ended } = attempt;
  const { resolvedConfiguration } = attempt.input;
  if (rule.ruleTypeId.provider === "VariableCheck") return { ...ended, ...checkVariable(resolvedConfiguration) };
  if (rule.ruleTypeId.provider === "DeploymentWindow") {
    return { ...ended, ...checkDeploymentWindow(resolvedConfiguration, turn.at) };
  }
  const actionTypeId = actionLike(rule.ruleTypeId);
  if (!actionTypeId) throw new Error(`The rule ${rule.ruleTypeId.provider} passed validation, but is not known.`);
  try {
    checkInputArtifacts(turn.execution(place.pipelineExecutionId), rule);
    runLikeAction(turn, attempt, { ...place, actionTypeId });
    return attempt;
  } catch (error) {
    if (!(error instanceof UnresolvedVariableError || error instanceof MissingArtifactError)) throw error;
    return { ...ended, status: "Failed", error: { code: "ConfigurationError", message: error.message } };
  }
}

function newAttempt(turn: Turn, { pipelineExecutionId, stageName, rule }: Parameters<typeof startRule>[1]): Running {
  const execution = turn.execution(pipelineExecutionId);
  const configuration = rule.configuration ?? {};
  return {
    pipelineName: turn.state.pipelineName,
    pipelineExecutionId,
    pipelineVersion: execution.record.pipelineVersion,
    stageName,
    ruleName: rule.name,
    ruleExecutionId: turn.nextId(),
    ordinal: turn.nextOrdinal(),
    startedAt: turn.at,
    lastUpdatedAt: turn.at,
    status: "InProgress",
    timeoutAt: turn.at + ruleTimeoutMs(rule),
    input: {
      ruleTypeId: rule.ruleTypeId,
      configuration,
      resolvedConfiguration: resolveWhatCanBe(configuration, (text) => resolveVariables(text, execution)),
      ...(rule.roleArn !== undefined && { roleArn: rule.roleArn }),
      region: rule.region ?? turn.state.region,
      inputArtifacts: inputArtifacts(execution, rule),
    },
  };
}

/** A VariableCheck may ask about a variable that nothing has set; then its own text stands, and compares as such. */
function resolveWhatCanBe(
  configuration: Readonly<Record<string, string>>,
  resolve: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configuration).map(([key, text]) => {
      try {
        return [key, resolve(text)];
      } catch (error) {
        if (error instanceof UnresolvedVariableError) return [key, text];
        throw error;
      }
    }),
  );
}

function runLikeAction(
  turn: Turn,
  attempt: Running,
  {
    rule,
    gate,
    actionTypeId,
  }: { readonly rule: RuleDeclaration; readonly gate: ConditionGate; readonly actionTypeId: ActionTypeId },
): void {
  const execution = turn.execution(attempt.pipelineExecutionId);
  const resolve = (text: string): string => resolveVariables(text, execution);
  const { ruleExecutionId, input, timeoutAt } = attempt;
  const sourceVersion = resolvedSourceVersion(execution, rule);
  const job: ActionJob = {
    actionExecutionId: ruleExecutionId,
    pipelineName: attempt.pipelineName,
    pipelineVersion: attempt.pipelineVersion,
    pipelineExecutionId: attempt.pipelineExecutionId,
    stageName: attempt.stageName,
    actionName: attempt.ruleName,
    actionTypeId,
    region: input.region,
    accountId: turn.state.accountId,
    ...(rule.roleArn !== undefined && { roleArn: rule.roleArn }),
    configuration: Object.fromEntries(Object.entries(input.configuration).map(([key, text]) => [key, resolve(text)])),
    ...(rule.commands && { commands: rule.commands.map(resolve) }),
    inputArtifacts: input.inputArtifacts,
    outputArtifacts: [],
    ruleGate: gate,
    ...(sourceVersion !== undefined && { resolvedSourceVersion: sourceVersion }),
    timeoutMs: timeoutAt - attempt.startedAt,
  };
  turn.perform({ type: "setTimer", actionExecutionId: ruleExecutionId, dueAt: timeoutAt });
  turn.perform({ type: "startAction", job });
}
