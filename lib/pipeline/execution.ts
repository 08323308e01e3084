/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecution.html */
export const PIPELINE_EXECUTION_STATUSES = [
  "InProgress",
  "Stopping",
  "Stopped",
  "Succeeded",
  "Failed",
  "Superseded",
  "Cancelled",
] as const;
export type PipelineExecutionStatus = (typeof PIPELINE_EXECUTION_STATUSES)[number];

export const STAGE_EXECUTION_STATUSES = [
  "InProgress",
  "Stopping",
  "Stopped",
  "Succeeded",
  "Failed",
  "Cancelled",
  "Skipped",
] as const;
export type StageExecutionStatus = (typeof STAGE_EXECUTION_STATUSES)[number];

/** An action that has not started has no execution at all: AWS knows no "not started" status. */
export const ACTION_EXECUTION_STATUSES = ["InProgress", "Succeeded", "Failed", "Abandoned"] as const;
export type ActionExecutionStatus = (typeof ACTION_EXECUTION_STATUSES)[number];

/** When a stage asks its conditions; also the names of the members of a stage declaration that hold them. */
export const CONDITION_GATES = ["beforeEntry", "onSuccess", "onFailure"] as const;
export type ConditionGate = (typeof CONDITION_GATES)[number];

export const CONDITION_STATUSES = [
  "InProgress",
  "Succeeded",
  "Failed",
  "Errored",
  "Cancelled",
  "Abandoned",
  "Overridden",
] as const;
export type ConditionStatus = (typeof CONDITION_STATUSES)[number];

export const RULE_STATUSES = ["InProgress", "Succeeded", "Failed", "Abandoned"] as const;

export const TRIGGER_TYPES = [
  "CreatePipeline",
  "StartPipelineExecution",
  "PollForSourceChanges",
  "Webhook",
  "CloudWatchEvent",
  "PutActionRevision",
  "WebhookV2",
  "ManualRollback",
  "AutomatedRollback",
] as const;
export type TriggerType = (typeof TRIGGER_TYPES)[number];

/** True when nothing will change any more, unless a Failed or Stopped execution is retried by a person. */
export function isTerminal(status: PipelineExecutionStatus): boolean {
  return status !== "InProgress" && status !== "Stopping";
}
