import type { ActionTypeId } from "@/lib/pipeline/declaration";
import type { Clock } from "@/lib/clock";
import type { ArtifactLocation, ArtifactStore } from "../artifacts/artifact-store";
import type { GitReference } from "./git-source/git-reference";
import type { LocalResources } from "../local-resources";
import type { ConditionGate } from "../state";

/** Everything a runner needs to know about one attempt of one action. Plain data, so it can be stored and replayed. */
export interface ActionJob {
  readonly actionExecutionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: number;
  readonly pipelineExecutionId: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly actionTypeId: ActionTypeId;
  readonly region: string;
  readonly accountId: string;
  readonly roleArn?: string;
  /** Variables already resolved. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly commands?: readonly string[];
  readonly environmentVariables?: readonly { name: string; value: string; type?: string }[];
  /** Names that a Commands action exports. */
  readonly outputVariables?: readonly string[];
  readonly inputArtifacts: readonly { readonly name: string; readonly location: ArtifactLocation }[];
  /** Where each output has to be put. */
  readonly outputArtifacts: readonly {
    readonly name: string;
    readonly files?: readonly string[];
    readonly location: ArtifactLocation;
  }[];
  /** For a source action: take this revision instead of the newest one of the configured branch. */
  readonly sourceRevision?: {
    readonly revisionType: string;
    readonly revisionValue: string;
    /** The branch, tag or pull request it came with, where an event in the repository chose it. */
    readonly reference?: GitReference;
  };
  /** For an S3 source action: take this object instead of the configured one. */
  readonly sourceObjectKey?: string;
  /** The commit the pipeline runs on, where one is known: CODEBUILD_RESOLVED_SOURCE_VERSION. */
  readonly resolvedSourceVersion?: string;
  /** For a rule of a stage condition: when it is asked. */
  readonly ruleGate?: ConditionGate;
  /** When the attempt began, where a process that is gone began it. */
  readonly begunAt?: number;
  readonly timeoutMs: number;
}

/** What a source action found. */
export interface SourceRevisionResult {
  readonly revisionId: string;
  /** What made the source what it is, where its provider tells that apart from the revision. */
  readonly revisionChangeIdentifier?: string;
  readonly revisionSummary?: string;
  readonly revisionUrl?: string;
  /** Epoch milliseconds. */
  readonly createdAt?: number;
}

interface ExternalReference {
  /** The provider's own id: the CodeBuild build id, the CodeDeploy deployment id. */
  readonly externalExecutionId?: string;
  readonly externalExecutionUrl?: string;
  readonly summary?: string;
}

/** What is known while the action runs. Each report replaces the members it names. */
export interface ActionProgress extends ExternalReference {
  readonly percentComplete?: number;
  /** `arn:aws:logs:<region>:<account>:log-group:<group>:log-stream:<stream>`; set before the first log line. */
  readonly logStreamArn?: string;
  /** What a deployment has done on each of its targets so far. */
  readonly targets?: readonly DeploymentTargetProgress[];
}

export const LIFECYCLE_EVENT_STATUSES = ["Pending", "InProgress", "Succeeded", "Failed", "Skipped"] as const;
export type LifecycleEventStatus = (typeof LIFECYCLE_EVENT_STATUSES)[number];

export interface DeploymentTargetProgress {
  readonly name: string;
  /** What kind of target it plays: `InstanceTarget` of CodeDeploy, `EC2` or `SSM_MANAGED_NODE` of EC2 deploy actions. */
  readonly type: string;
  readonly status: LifecycleEventStatus;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly events: readonly DeploymentEventProgress[];
}

export interface DeploymentEventProgress {
  readonly name: string;
  readonly status: LifecycleEventStatus;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** What went wrong, or why it was skipped. */
  readonly message?: string;
}

export type ActionOutcome =
  | (ExternalReference & {
      readonly status: "Succeeded";
      readonly outputVariables?: Readonly<Record<string, string>>;
      readonly revision?: SourceRevisionResult;
    })
  | (ExternalReference & {
      readonly status: "Failed";
      /** AWS's error code: JobFailed, ConfigurationError, PermissionError, RevisionUnavailable, SystemUnavailable … */
      readonly errorCode: string;
      /** What happened, to which thing, and what to do next; shown to people as it is. */
      readonly message: string;
    });

/**
 * Appends to one log stream. Lines outlive the engine once `flush` or the stream's own timer has run; they survive a power
 * cut once the end of their action is saved, which waits for it.
 */
export interface LogWriter {
  /** Appends one line; the text must not contain a line break. */
  line(text: string): void;
  flush(): Promise<void>;
}

export interface RunnerContext {
  /**
   * Resolves once the start of the attempt is saved, which it is before the call unless the runner `startsEarly`; rejects
   * when it never will be. Nothing that anybody can see may happen before.
   */
  readonly begun: Promise<void>;
  readonly clock: Clock;
  /** Aborted on stop-and-abandon, timeout and shutdown; the runner must end everything it started. */
  readonly signal: AbortSignal;
  readonly artifacts: ArtifactStore;
  readonly resources: LocalResources;
  /** An empty directory of this attempt's own, the same at each call, removed afterwards. @throws when the disk refuses */
  workDirectory(): string;
  /** Opens a log stream. Group and stream are AWS's: `/aws/codebuild/<project>` and the build's uuid. */
  openLog(group: string, stream: string): LogWriter;
  report(progress: ActionProgress): void;
  newId(): string;
}

/** Runs the actions of one provider family. It never throws for what the action did wrong; that is an outcome. */
export interface Runner {
  run(job: ActionJob, context: RunnerContext): Promise<ActionOutcome>;
}
