import type { ActionTypeId, TriggerDeclaration } from "@/lib/pipeline/declaration";
import type { SourceChange } from "../engine";
import type { TriggeringCommit } from "../records";
import type { GitReference } from "../runners/git-source/git-reference";
import type { SeenRefsTable } from "./seen-refs";

/** A source action of a pipeline, and what starts the pipeline when the source changes. */
export interface WatchedSource {
  readonly pipelineName: string;
  readonly actionName: string;
  readonly actionTypeId: ActionTypeId;
  readonly configuration: Readonly<Record<string, string>>;
  /** Of this action; events in its repository are held against it. */
  readonly trigger?: TriggerDeclaration;
  /** Triggers take the place of DetectChanges, for every connection of the pipeline. */
  readonly isInTriggeredPipeline: boolean;
}

/** What a source holds has changed: the revision a new execution should carry. */
export interface DetectedRevision {
  readonly pipelineName: string;
  readonly actionName: string;
  readonly revisionType: SourceChange["revisionType"];
  readonly revisionId: string;
  /** Of a change behind a connection. */
  readonly commit?: TriggeringCommit;
}

/** An event in a repository that passed a filter of a trigger. */
export interface TriggeredStart {
  readonly pipelineName: string;
  readonly actionName: string;
  readonly reference: GitReference;
  readonly commit: TriggeringCommit;
  /** The same for the same event, so that telling it again starts nothing more. */
  readonly token: string;
}

export interface TriggeredExecution {
  readonly pipelineExecutionId: string;
  /** Why it failed at once: the pipeline had as many executions as it may have. */
  readonly refusal?: string;
}

/**
 * The newest revision that change detection has dealt with, per source action. Kept across restarts, so that a push
 * made while the engine was down is noticed. `source` says where it was read from, such as a repository and branch:
 * after an edit of either, the first sight of the new one starts nothing. It is absent while only the source action
 * itself has looked.
 */
export interface SeenRevision {
  readonly source?: string;
  readonly revisionId: string;
}

export interface SeenRevisions {
  find(pipelineName: string, actionName: string): Promise<SeenRevision | null>;
  save(pipelineName: string, actionName: string, seen: Required<SeenRevision>): Promise<void>;
}

/** What change detection needs from the engine. */
export interface SourceWatchPort {
  /** The source actions of every pipeline, asked for at each round. */
  listSources(): Promise<readonly WatchedSource[]>;
  /** Starts an execution. The revision counts as seen once this has resolved. */
  onRevision(detected: DetectedRevision): Promise<void>;
  /** Starts an execution on an event. @returns null when the event has started one before, or the pipeline is gone */
  onTrigger(start: TriggeredStart): Promise<TriggeredExecution | null>;
  readonly seen: SeenRevisions;
  readonly refs: SeenRefsTable;
}
