import type { ActionTypeId } from "@/lib/pipeline/declaration";

/** A source action of a pipeline that starts by itself when its branch moves. */
export interface WatchedSource {
  readonly pipelineName: string;
  readonly actionName: string;
  readonly actionTypeId: ActionTypeId;
  readonly configuration: Readonly<Record<string, string>>;
}

/** A branch has moved: the revision a new execution should carry. */
export interface DetectedRevision {
  readonly pipelineName: string;
  readonly actionName: string;
  readonly branch: string;
  readonly revisionId: string;
}

/**
 * The newest revision that change detection has dealt with, per source action. Kept across restarts, so that a push
 * made while the engine was down is noticed. `source` says which repository and branch it was read from: after an edit
 * of either, the first sight of the new one starts nothing. It is absent while only the source action itself has looked.
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
  readonly seen: SeenRevisions;
}
