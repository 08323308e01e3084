import type { ActionTypeId, PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { RegisteredActionType } from "../action-types/registered-action-type";
import type { StackTable } from "../cloudformation/stack-table";
import type { EventTargetTable } from "../delivery/event-target";
import type { EngineEvent } from "../events";
import type { JobRecord } from "../jobs/job-record";
import type { LocalResource, LocalResourceType } from "../local-resources";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "../records";
import type { PipelineState } from "../state";
import type { SeenRefsTable } from "../source-watch/seen-refs";
import type { StateChangeEvent } from "../state-change-event";
import type { WebhookTable } from "../webhooks/webhook-table";

/** Declarations are saved once per version, not with every event. */
export type SavedState = Omit<PipelineState, "declarations">;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface PipelineRecord {
  readonly name: string;
  readonly version: number;
  /** The current version, secrets included: masking is the operations' work. */
  readonly declaration: PipelineDeclaration;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly Tag[];
}

/**
 * Events and all they changed together. Usually one; several when they came in while the last save was under way.
 * `state.sequence` is the number of the last one; the saved state must be where the first one follows.
 */
export interface Commit {
  readonly pipelineName: string;
  /** Oldest first, at least one. */
  readonly events: readonly [EngineEvent, ...EngineEvent[]];
  readonly state: SavedState;
  /** A new version of the declaration, which becomes the current one. */
  readonly declaration?: PipelineDeclaration;
  /** New or changed; each replaces the one with the same id. */
  readonly executions: readonly ExecutionRecord[];
  readonly actionExecutions: readonly ActionExecutionRecord[];
  readonly ruleExecutions: readonly RuleExecutionRecord[];
  readonly announcements: readonly StateChangeEvent[];
}

/** Keyset page, newest first: records whose `ordinal` is below `beforeOrdinal`, at most `limit`. */
export interface Page {
  readonly beforeOrdinal?: number;
  readonly limit: number;
}

/** Raised when another process has written to the pipeline: this one must stop and load again. */
export class SequenceConflictError extends Error {
  constructor(pipelineName: string, sequence: number) {
    super(`Event ${sequence} of pipeline ${pipelineName} does not follow the saved one: another engine writes to it.`);
    this.name = "SequenceConflictError";
  }
}

/** The engine's memory. Every write is one atomic call; what it returned from survives a crash. */
export interface EngineStore extends SeenRefsTable, EventTargetTable, StackTable, WebhookTable {
  /** The state of every pipeline, or of one, with the declarations it refers to. */
  loadStates(pipelineName?: string): Promise<readonly PipelineState[]>;

  /** Saves a new pipeline with its first event. @returns false, and saves nothing, when another has the name */
  createPipeline(
    commit: Commit & { readonly declaration: PipelineDeclaration },
    tags: readonly Tag[],
  ): Promise<boolean>;
  /**
   * Saves an event and all it changed. The same event, told by its seed, may be saved again: the answer to the first
   * time can get lost.
   * @throws SequenceConflictError
   */
  commit(commit: Commit): Promise<void>;
  /**
   * Keeps a state that was committed as a place that a replay may begin at. Of the snapshots the newest two are kept, and
   * of the events those behind the older one: the log reaches back far enough, and does not grow without bound.
   */
  snapshot(state: SavedState): Promise<void>;
  /**
   * Removes what is older than it has to be: executions that started before `historyFrom` with all their attempts, but
   * for those in `kept`, and announcements made before `announcementsFrom` that nobody took.
   */
  prune(limits: {
    readonly historyFrom: number;
    readonly announcementsFrom: number;
    readonly kept: readonly string[];
  }): Promise<void>;
  /** Removes the pipeline and all its records; a missing one is no error. Undelivered announcements stay. */
  deletePipeline(pipelineName: string): Promise<void>;

  findPipeline(pipelineName: string): Promise<PipelineRecord | null>;
  findDeclaration(pipelineName: string, version: number): Promise<PipelineDeclaration | null>;
  /** By name, those after `afterName`. */
  listPipelines(page: { readonly afterName?: string; readonly limit: number }): Promise<readonly PipelineRecord[]>;
  countPipelines(): Promise<number>;
  putTags(pipelineName: string, tags: readonly Tag[]): Promise<void>;

  findExecution(pipelineName: string, pipelineExecutionId: string): Promise<ExecutionRecord | null>;
  findExecutionByToken(pipelineName: string, clientRequestToken: string): Promise<ExecutionRecord | null>;
  listExecutions(
    pipelineName: string,
    page: Page,
    filter?: { readonly succeededInStage: string; readonly pipelineVersion: number },
  ): Promise<readonly ExecutionRecord[]>;
  findActionExecution(actionExecutionId: string): Promise<ActionExecutionRecord | null>;
  listActionExecutions(
    pipelineName: string,
    page: Page,
    filter?: { readonly pipelineExecutionId: string },
  ): Promise<readonly ActionExecutionRecord[]>;
  listRuleExecutions(
    pipelineName: string,
    page: Page,
    filter?: { readonly pipelineExecutionId: string },
  ): Promise<readonly RuleExecutionRecord[]>;

  /** Those that are deleted included, in the order of their keys. */
  listActionTypes(): Promise<readonly RegisteredActionType[]>;
  /** Registers a type, or replaces what is registered under its id. */
  putActionType(type: RegisteredActionType): Promise<void>;

  /** Saves the first job of an attempt. @returns false, and saves nothing, when the attempt has one already */
  createJob(job: JobRecord): Promise<boolean>;
  /**
   * Replaces a job, and queues the one that continues it.
   * @returns false, and changes nothing, when the job is not any more what `from` says
   */
  changeJob(change: { readonly from: JobRecord; readonly to: JobRecord; readonly next?: JobRecord }): Promise<boolean>;
  findJob(jobId: string): Promise<JobRecord | null>;
  /** The newest job of an attempt. */
  findJobOf(actionExecutionId: string): Promise<JobRecord | null>;
  /** Queued and dispatched jobs for an action type, oldest first. */
  listWaitingJobs(actionTypeId: ActionTypeId): Promise<readonly JobRecord[]>;

  findLocalResource(type: LocalResourceType, name: string): Promise<LocalResource | null>;
  listLocalResources(): Promise<readonly LocalResource[]>;
  putLocalResource(resource: LocalResource): Promise<void>;
  deleteLocalResource(type: LocalResourceType, name: string): Promise<void>;
}
