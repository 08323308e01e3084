import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { StageExecutionStatus } from "@/lib/pipeline/execution";
import type { ArtifactLocation } from "./artifacts/artifact-store";
import type { RollbackTarget, SourceOverride } from "./events";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "./records";

/**
 * Everything the fate of a pipeline's executions depends on. The scope is the pipeline, not one execution, because
 * stage locks, waiting rooms and transitions are shared between its executions.
 *
 * `executions` holds those that still run and those that are the latest of some stage (they can be retried);
 * all others live on only as records.
 */
export interface PipelineState {
  readonly pipelineName: string;
  readonly region: string;
  readonly accountId: string;
  /** Number of events applied so far. */
  readonly sequence: number;
  /** The current version; `declarations` also holds those that kept executions are pinned to. */
  readonly version: number;
  readonly declarations: Readonly<Record<number, PipelineDeclaration>>;
  readonly nextOrdinal: number;
  readonly gates: Readonly<Record<string, StageGate>>;
  readonly executions: Readonly<Record<string, ExecutionState>>;
  /** By name of the source action: the revision it saw last. */
  readonly seenRevisions: Readonly<Record<string, SeenRevision>>;
}

export interface SeenRevision {
  /** Which repository and branch it was seen in, as change detection names them; absent until that has looked. */
  readonly source?: string;
  readonly revisionId: string;
  readonly seenAt: number;
}

/** What stands between a stage and the executions that want in. Keyed by stage name, so it survives an update. */
export interface StageGate {
  readonly transition: Transition;
  /** Holds those who have passed the stage before the next one. Enabled until it is first disabled. */
  readonly outbound?: Transition;
  /** The execution that has the stage to itself; PARALLEL executions hold nothing. */
  readonly lockedBy: string | null;
  /** In order of arrival. In SUPERSEDED mode at most one execution waits. */
  readonly waiting: readonly WaitingExecution[];
  /** The execution that entered last, PARALLEL ones apart; it alone can be retried here. */
  readonly latestExecutionId: string | null;
  /** The newest execution that passed the stage, kept where the declaration rolls back by itself. */
  readonly rollbackTarget: (RollbackTarget & { readonly pipelineVersion: number }) | null;
}

export interface WaitingExecution {
  readonly pipelineExecutionId: string;
  readonly since: number;
}

export type Transition = { readonly lastChangedBy?: string; readonly lastChangedAt?: number } & (
  | { readonly enabled: true }
  | { readonly enabled: false; readonly reason: string }
);

export interface ExecutionState {
  readonly record: ExecutionRecord;
  /** 1, and one more for each retry of a stage. */
  readonly attempt: number;
  /** By stage name: the stages entered so far. */
  readonly stages: Readonly<Record<string, StageRun>>;
  /** By artifact name, newest attempt wins. */
  readonly artifacts: Readonly<Record<string, ArtifactLocation>>;
  /** By namespace. */
  readonly outputVariables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly sourceOverrides: readonly SourceOverride[];
  /** Why nothing new starts any more in this execution, once that is so. */
  readonly ending: "stop" | "abandon" | "cancel" | null;
}

export interface StageRun {
  readonly stageName: string;
  readonly status: StageExecutionStatus;
  readonly enteredAt: number;
  /** By action name: the latest attempt. An action that has not started is absent. */
  readonly actions: Readonly<Record<string, ActionExecutionRecord>>;
  readonly retry: StageRetry;
  readonly conditions: Readonly<Partial<Record<ConditionGate, ConditionRun>>>;
}

export interface StageRetry {
  readonly automaticAttempts: number;
  readonly manualAttempts: number;
  readonly latestTrigger?: "AutomatedStageRetry" | "ManualStageRetry";
  readonly lastRetriedAt?: number;
  /** Attempts from this ordinal on were started by the latest retry; those before it were running already. */
  readonly sinceOrdinal?: number;
}

export const CONDITION_GATES = ["beforeEntry", "onSuccess", "onFailure"] as const;
export type ConditionGate = (typeof CONDITION_GATES)[number];

export interface ConditionRun {
  readonly status: "InProgress" | "Succeeded" | "Failed" | "Errored" | "Cancelled" | "Abandoned" | "Overridden";
  readonly summary?: string;
  readonly lastChangedAt: number;
  /** By rule name; the second of a name has a key of its own. */
  readonly rules: Readonly<Record<string, RuleExecutionRecord>>;
}
