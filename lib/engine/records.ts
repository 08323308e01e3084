import type { PipelineExecutionStatus, TriggerType } from "@/lib/pipeline/execution";
import type { ActionTypeId, ExecutionMode, RuleDeclaration } from "@/lib/pipeline/declaration";
import type { ArtifactLocation } from "./artifacts/artifact-store";
import type { DeploymentTargetProgress } from "./runners/runner";

/**
 * What the engine remembers of executions once they are over: one record per pipeline execution, per attempt of an
 * action and per attempt of a rule. The live state holds the same objects, so nothing is described twice.
 *
 * `ordinal` counts up per pipeline over all three kinds. Lists are read newest first by it, which stays stable while
 * new records arrive.
 */
export interface ExecutionRecord {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly ordinal: number;
  readonly pipelineVersion: number;
  readonly status: PipelineExecutionStatus;
  readonly statusSummary?: string;
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  readonly trigger: ExecutionTrigger;
  readonly executionMode: ExecutionMode;
  readonly executionType: "STANDARD" | "ROLLBACK";
  /** Set when `executionType` is ROLLBACK. */
  readonly rollbackTargetPipelineExecutionId?: string;
  readonly stopReason?: string;
  readonly artifactRevisions: readonly ArtifactRevision[];
  readonly variables: readonly { readonly name: string; readonly resolvedValue: string }[];
  readonly clientRequestToken?: string;
  /** Stages passed with Succeeded, for the filter that lists rollback targets. */
  readonly succeededStages: readonly string[];
}

export interface ExecutionTrigger {
  readonly triggerType: TriggerType;
  readonly triggerDetail?: string;
  /** Of an event in a repository behind a connection. */
  readonly commit?: TriggeringCommit;
}

/** The commit that an event in a repository is about, as state-change events tell it. */
export interface TriggeringCommit {
  readonly commitId: string;
  readonly commitMessage: string;
  readonly authorDisplayName: string;
  readonly authorEmail: string;
  /** ISO 8601. */
  readonly authorDate: string;
  readonly authorId: string;
  readonly fullRepositoryName: string;
  readonly providerType: string;
  readonly connectionArn: string;
  readonly branchName?: string;
  readonly tagName?: string;
}

/** What a source action brought in: a SourceRevision by `actionName`, an ArtifactRevision by `artifactName`. */
export interface ArtifactRevision {
  readonly actionName: string;
  readonly artifactName: string;
  readonly revisionId: string;
  readonly revisionChangeIdentifier?: string;
  readonly revisionSummary?: string;
  readonly revisionUrl?: string;
  readonly createdAt?: number;
}

export interface NamedArtifact {
  readonly name: string;
  readonly location: ArtifactLocation;
}

export interface ErrorDetails {
  readonly code: string;
  readonly message: string;
}

/** What a provider tells about its own run, while and after it runs. */
export interface ProviderDetails {
  readonly externalExecutionId?: string;
  readonly externalExecutionUrl?: string;
  readonly summary?: string;
  readonly percentComplete?: number;
  readonly logStreamArn?: string;
  /** What a deployment has done on each of its targets. */
  readonly targets?: readonly DeploymentTargetProgress[];
}

interface ActionAttempt extends ProviderDetails {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly pipelineVersion: number;
  readonly stageName: string;
  readonly actionName: string;
  readonly actionExecutionId: string;
  readonly ordinal: number;
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  /** ARN of the person or role that answered, for an approval. */
  readonly updatedBy?: string;
  readonly input: {
    readonly actionTypeId: ActionTypeId;
    /** As declared, references and all. */
    readonly configuration: Readonly<Record<string, string>>;
    readonly resolvedConfiguration: Readonly<Record<string, string>>;
    readonly roleArn?: string;
    readonly region: string;
    readonly inputArtifacts: readonly NamedArtifact[];
    readonly namespace?: string;
  };
  readonly outputArtifacts: readonly NamedArtifact[];
}

/** One attempt of one action. A retry makes a new one; the old one stays as it ended. */
export type ActionExecutionRecord = ActionAttempt &
  (
    | {
        readonly status: "InProgress";
        /** When it fails by itself. */
        readonly timeoutAt: number;
        /** Set while a manual approval waits; the only value that can answer it. */
        readonly approvalToken?: string;
      }
    | { readonly status: "Succeeded"; readonly outputVariables?: Readonly<Record<string, string>> }
    | { readonly status: "Failed"; readonly error: ErrorDetails }
    | { readonly status: "Abandoned" }
  );

interface RuleAttempt extends ProviderDetails {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly pipelineVersion: number;
  readonly stageName: string;
  readonly ruleName: string;
  readonly ruleExecutionId: string;
  readonly ordinal: number;
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  readonly updatedBy?: string;
  readonly input: {
    readonly ruleTypeId: RuleDeclaration["ruleTypeId"];
    readonly configuration: Readonly<Record<string, string>>;
    readonly resolvedConfiguration: Readonly<Record<string, string>>;
    readonly roleArn?: string;
    readonly region: string;
    readonly inputArtifacts: readonly NamedArtifact[];
  };
}

/** One attempt of one rule of a stage condition. */
export type RuleExecutionRecord = RuleAttempt &
  (
    | { readonly status: "InProgress"; readonly timeoutAt: number }
    | { readonly status: "Succeeded" }
    | { readonly status: "Failed"; readonly error: ErrorDetails }
    | { readonly status: "Abandoned" }
  );
