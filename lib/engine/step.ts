import type { Effect } from "./effects";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "./records";
import type { PipelineState } from "./state";
import type { StateChangeEvent } from "./state-change-event";

/** What one event leads to. All but `effects` is saved in one go; the effects are performed after that. */
export interface Step {
  readonly state: PipelineState;
  /** New or changed, those included that the state no longer needs. */
  readonly executions: readonly ExecutionRecord[];
  readonly actionExecutions: readonly ActionExecutionRecord[];
  readonly ruleExecutions: readonly RuleExecutionRecord[];
  readonly announcements: readonly StateChangeEvent[];
  readonly effects: readonly Effect[];
}
