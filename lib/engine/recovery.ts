import { actionLike } from "./advance/action-like";
import type { RunningAction } from "./advance/end-action";
import type { Effect } from "./effects";
import type { EngineEventBody } from "./events";
import { isAnsweredByJob } from "./jobs/answered-by-job";
import type { RuleExecutionRecord } from "./records";
import type { ActionJob } from "./runners/runner";
import { CONDITION_GATES, type ConditionGate, type PipelineState } from "./state";

const ACTION_LOST =
  "The engine was restarted while this action ran, so how it would have ended is unknown. Retry the stage to run it again.";
const RULE_LOST =
  "The engine was restarted while this rule ran, so how it would have ended is unknown. Override its condition, or retry the stage to ask it again.";

/** What has to follow when a state is loaded by a process that did not write it. */
export interface Recovery {
  readonly events: readonly EngineEventBody[];
  readonly effects: readonly Effect[];
}

type RunningRule = Extract<RuleExecutionRecord, { status: "InProgress" }>;

/**
 * Approvals go on waiting, with their timers set anew, and so does what a job answers and what only looks at an alarm.
 * Whatever else ran in the process that is gone has failed: it may have done part of its work, so it is not run a second
 * time by itself.
 */
export function recover(state: PipelineState): Recovery {
  const stages = Object.values(state.executions).flatMap((execution) => Object.values(execution.stages));
  const actions = stages
    .flatMap((stage) => Object.values(stage.actions))
    .filter((action) => action.status === "InProgress");
  const rules = stages
    .flatMap(({ conditions }) =>
      CONDITION_GATES.flatMap((gate) => Object.values(conditions[gate]?.rules ?? {}).map((rule) => ({ gate, rule }))),
    )
    .flatMap(({ gate, rule }) => (rule.status === "InProgress" ? [{ gate, rule }] : []));
  const interrupted = [
    ...actions
      .filter((action) => !isWaiting(action))
      .map(({ actionExecutionId }) => ({ actionExecutionId, message: ACTION_LOST })),
    ...rules
      .filter(({ rule }) => !isRuleWaiting(rule))
      .map(({ rule }) => ({ actionExecutionId: rule.ruleExecutionId, message: RULE_LOST })),
  ];
  return {
    effects: [
      ...actions.filter(isWaiting).flatMap((action) => resume(action, state)),
      ...rules.filter(({ rule }) => isRuleWaiting(rule)).flatMap(({ gate, rule }) => resumeRule(rule, gate, state)),
    ],
    events: interrupted.map(({ actionExecutionId, message }) => ({
      type: "actionFailed",
      actionExecutionId,
      error: { code: "SystemUnavailable", message },
    })),
  };
}

function isWaiting({ approvalToken, input }: RunningAction): boolean {
  return approvalToken !== undefined || isAnsweredByJob(input.actionTypeId);
}

function isRuleWaiting({ input }: RunningRule): boolean {
  const actionTypeId = actionLike(input.ruleTypeId);
  return actionTypeId !== undefined && (isAnsweredByJob(actionTypeId) || actionTypeId.provider === "CloudWatchAlarm");
}

function resume(action: RunningAction, { accountId }: PipelineState): readonly Effect[] {
  const { actionExecutionId, timeoutAt, startedAt, input } = action;
  const timer: Effect = { type: "setTimer", actionExecutionId, dueAt: timeoutAt };
  if (action.approvalToken !== undefined) return [timer];
  const { pipelineName, pipelineVersion, pipelineExecutionId, stageName, actionName, outputArtifacts } = action;
  const { actionTypeId, region, roleArn, inputArtifacts } = input;
  const job: ActionJob = {
    actionExecutionId,
    pipelineName,
    pipelineVersion,
    pipelineExecutionId,
    stageName,
    actionName,
    actionTypeId,
    region,
    accountId,
    ...(roleArn !== undefined && { roleArn }),
    configuration: input.resolvedConfiguration,
    inputArtifacts,
    outputArtifacts,
    begunAt: startedAt,
    timeoutMs: timeoutAt - startedAt,
  };
  return [timer, { type: "startAction", job }];
}

function resumeRule(rule: RunningRule, ruleGate: ConditionGate, { accountId }: PipelineState): readonly Effect[] {
  const { ruleExecutionId, pipelineName, pipelineVersion, pipelineExecutionId, stageName, ruleName } = rule;
  const { ruleTypeId, region, roleArn, inputArtifacts, resolvedConfiguration } = rule.input;
  const actionTypeId = actionLike(ruleTypeId);
  if (!actionTypeId) return [];
  const job: ActionJob = {
    actionExecutionId: ruleExecutionId,
    pipelineName,
    pipelineVersion,
    pipelineExecutionId,
    stageName,
    actionName: ruleName,
    actionTypeId,
    region,
    accountId,
    ...(roleArn !== undefined && { roleArn }),
    configuration: resolvedConfiguration,
    inputArtifacts,
    outputArtifacts: [],
    ruleGate,
    begunAt: rule.startedAt,
    timeoutMs: rule.timeoutAt - rule.startedAt,
  };
  return [
    { type: "setTimer", actionExecutionId: ruleExecutionId, dueAt: rule.timeoutAt },
    { type: "startAction", job },
  ];
}
