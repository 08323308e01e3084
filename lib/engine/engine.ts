import type { Clock } from "@/lib/clock";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { TriggerType } from "@/lib/pipeline/execution";
import type { EngineEventBody } from "./events";
import type { Ids } from "./ids";
import type { TriggeringCommit } from "./records";
import type { Jobs } from "./jobs/jobs";
import type { PipelineTimes } from "./pipeline-times";
import type { Quotas } from "./quotas";
import type { ActionJob, ActionOutcome, ActionProgress } from "./runners/runner";
import type { PipelineState } from "./state";
import type { Commit, EngineStore, Tag } from "./store/store";

/** Runs one attempt of one action to its end. */
export type RunAction = (job: ActionJob, watch: ActionWatch) => Promise<ActionOutcome>;

export interface ActionWatch {
  /** Aborted on abandon, timeout and shutdown, and when the start of the attempt could not be saved. */
  readonly signal: AbortSignal;
  /**
   * Resolves once the start of the attempt is saved, which it is before the call unless the attempt is one that
   * `startsEarly`. Rejects when it never will be; what such an attempt comes to is not heard.
   */
  readonly begun: Promise<void>;
  report(progress: ActionProgress): void;
}

export interface EngineOptions {
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly region: string;
  readonly accountId: string;
  readonly jobs: Jobs;
  readonly runAction: RunAction;
  /**
   * Whether `runAction` may be called while the start of the attempt is being saved, to make it ready meanwhile. It then
   * does nothing that anybody can see before `begun`. Unset: no attempt.
   */
  readonly startsEarly?: (job: ActionJob) => boolean;
  /** Unset: those of the service. */
  readonly quotas?: Quotas;
  /** Called after each event is saved, for example to deliver announcements at once. */
  readonly onCommitted?: (commit: Commit) => void;
}

/** A change that a watcher found in what a source action follows. */
export interface SourceChange {
  readonly pipelineName: string;
  readonly actionName: string;
  readonly revisionType: "COMMIT_ID" | "IMAGE_DIGEST" | "S3_OBJECT_VERSION_ID";
  readonly revisionId: string;
  readonly triggerType: Extract<
    TriggerType,
    "PollForSourceChanges" | "CloudWatchEvent" | "Webhook" | "WebhookV2" | "PutActionRevision"
  >;
  readonly triggerDetail?: string;
  /** Of a change behind a connection. */
  readonly commit?: TriggeringCommit;
}

/** Decides what happens next from the state as it is then; may refuse by throwing. Null: nothing happens. */
export type Decide = (state: PipelineState) => EngineEventBody | null | Promise<EngineEventBody | null>;

/** The local stand-in for CodePipeline: holds every pipeline's state, applies events one at a time per pipeline. */
export interface Engine {
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly region: string;
  readonly accountId: string;
  readonly quotas: Quotas;
  readonly jobs: Jobs;
  /** Loads what was saved, fails the actions that ran when the last process ended, arms timers. */
  start(): Promise<void>;
  /** Aborts running actions and waits until everything already decided is saved. */
  stop(): Promise<void>;

  /** The state of every pipeline, by name; undefined when there is no such pipeline. */
  stateOf(pipelineName: string): PipelineState | undefined;
  states(): readonly PipelineState[];
  /** When a pipeline was created and its declaration last changed; null when there is no such pipeline. */
  timesOf(pipelineName: string): Promise<PipelineTimes | null>;
  /** @returns false when the name is in use */
  createPipeline(
    declaration: PipelineDeclaration,
    creation: { readonly tags: readonly Tag[]; readonly principalArn: string },
  ): Promise<boolean>;
  deletePipeline(pipelineName: string): Promise<void>;
  /** Queues behind earlier events of the pipeline. @returns the state after the event, or null when there is no such pipeline */
  submit(pipelineName: string, decide: Decide): Promise<PipelineState | null>;

  /**
   * Starts an execution on a revision its source action has not seen.
   * @returns its id, null when the revision has been seen already
   * @throws ConcurrentPipelineExecutionsLimitExceededException: tell of the change again later
   */
  sourceChanged(change: SourceChange): Promise<string | null>;
}
