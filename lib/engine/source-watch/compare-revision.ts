import type { DetectedRevision, SourceWatchPort, WatchedSource } from "./watched-source";

/** What a source holds now. */
export interface CurrentRevision {
  /** Where it was read from, such as a repository and branch. */
  readonly source: string;
  readonly revisionType: DetectedRevision["revisionType"];
  readonly revisionId: string;
  /** Adds what only a change makes worth knowing. */
  readonly describe?: () => Promise<Pick<DetectedRevision, "commit">>;
}

/** Starts an execution when a source is not what it was last seen as. The first sight of one starts nothing. */
export async function compareRevision(
  { seen, onRevision }: Pick<SourceWatchPort, "seen" | "onRevision">,
  { pipelineName, actionName }: WatchedSource,
  { source, revisionType, revisionId, describe }: CurrentRevision,
): Promise<void> {
  const before = await seen.find(pipelineName, actionName);
  const isKnownSource = before !== null && (before.source ?? source) === source;
  if (isKnownSource && before.revisionId !== revisionId) {
    await onRevision({ pipelineName, actionName, revisionType, revisionId, ...(await describe?.()) });
  }
  if (before?.source !== source || before.revisionId !== revisionId) {
    await seen.save(pipelineName, actionName, { source, revisionId });
  }
}
