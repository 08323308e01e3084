import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { ArtifactLocation } from "./artifacts/artifact-store";
import type { ArtifactRevision, ErrorDetails, ExecutionTrigger, ProviderDetails } from "./records";
import type { GitReference } from "./runners/git-source/git-reference";
import type { SourceRevisionResult } from "./runners/runner";

/**
 * What happened. Each is checked before it is made, so applying one never fails. A rule that needs the world runs as
 * the action it is like, so its `ruleExecutionId` arrives as an `actionExecutionId`.
 */
export type EngineEventBody =
  | { readonly type: "pipelineUpdated"; readonly declaration: PipelineDeclaration }
  | ({ readonly type: "executionStarted" } & ExecutionStart)
  | ({ readonly type: "stageRolledBack"; readonly stageName: string } & RollbackStart)
  | {
      readonly type: "executionStopRequested";
      readonly pipelineExecutionId: string;
      readonly abandon: boolean;
      readonly reason?: string;
    }
  | {
      readonly type: "stageRetried";
      readonly pipelineExecutionId: string;
      readonly stageName: string;
      readonly retryMode: "FAILED_ACTIONS" | "ALL_ACTIONS";
    }
  | {
      readonly type: "conditionOverridden";
      readonly pipelineExecutionId: string;
      readonly stageName: string;
      readonly gate: "beforeEntry" | "onSuccess";
    }
  | {
      readonly type: "transitionDisabled";
      readonly stageName: string;
      readonly transitionType?: TransitionType;
      readonly reason: string;
      readonly changedBy: string;
    }
  | {
      readonly type: "transitionEnabled";
      readonly stageName: string;
      readonly transitionType?: TransitionType;
      readonly changedBy: string;
    }
  /** Change detection has looked and dealt with what it found. */
  | {
      readonly type: "revisionSeen";
      readonly actionName: string;
      readonly source: string;
      readonly revisionId: string;
    }
  | ({ readonly type: "actionProgressed"; readonly actionExecutionId: string } & ProviderDetails)
  | ({ readonly type: "actionSucceeded"; readonly actionExecutionId: string } & ActionSuccess)
  | ({ readonly type: "actionFailed"; readonly actionExecutionId: string } & ActionFailure)
  | { readonly type: "actionTimedOut"; readonly actionExecutionId: string }
  | {
      readonly type: "approvalAnswered";
      readonly actionExecutionId: string;
      readonly approved: boolean;
      readonly summary: string;
      readonly answeredBy: string;
    };

/**
 * `seed` is a fresh UUID from which every id that the event causes is derived, so the same state and event always
 * give the same step and a log of events can be replayed.
 */
export type EngineEvent = EngineEventBody & {
  readonly at: number;
  readonly seed: string;
  /** How many actions of a PARALLEL execution may run at a time, where that is not what the service has. */
  readonly runningActionsLimit?: number;
};

/** Inbound where an event does not say. */
export type TransitionType = "Inbound" | "Outbound";

/** Several may name one action: an S3 key and a version of it. */
export interface SourceOverride {
  readonly actionName: string;
  readonly revisionType: string;
  readonly revisionValue: string;
  /** What PutActionRevision names as the change behind it. */
  readonly revisionChangeIdentifier?: string;
  /** The branch, tag or pull request it came with, where an event in the repository chose it. */
  readonly reference?: GitReference;
}

export interface ExecutionStart {
  readonly pipelineExecutionId: string;
  readonly trigger: ExecutionTrigger;
  /** Overrides of pipeline variables. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly sourceOverrides: readonly SourceOverride[];
  readonly clientRequestToken?: string;
  /** Why nothing of it may run. It fails at once, so that what started it is not lost without a trace. */
  readonly refusal?: string;
}

export interface RollbackStart {
  readonly pipelineExecutionId: string;
  readonly trigger: ExecutionTrigger;
  readonly target: RollbackTarget;
}

/** What a rollback takes over from its target execution; source actions do not run again. */
export interface RollbackTarget {
  readonly pipelineExecutionId: string;
  readonly artifactRevisions: readonly ArtifactRevision[];
  readonly variables: readonly { readonly name: string; readonly resolvedValue: string }[];
  /** By artifact name. */
  readonly artifacts: Readonly<Record<string, ArtifactLocation>>;
  /** By namespace. */
  readonly outputVariables: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface ActionSuccess extends ProviderDetails {
  readonly outputVariables?: Readonly<Record<string, string>>;
  /** Of a source action. */
  readonly revision?: SourceRevisionResult;
}

export interface ActionFailure extends ProviderDetails {
  readonly error: ErrorDetails;
}
