import type { Engine, SourceChange } from "../engine";
import type { PipelineState } from "../state";
import type { DetectedRevision, SourceWatchPort, WatchedSource } from "./watched-source";

/** Joins change detection to the engine. What was seen is part of a pipeline's state, saved with its events. */
export function createSourceWatchPort(engine: Engine): SourceWatchPort {
  return {
    async listSources() {
      return engine.states().flatMap(sourcesOf);
    },
    async onRevision(detected) {
      const state = engine.stateOf(detected.pipelineName);
      const source = state && sourcesOf(state).find(({ actionName }) => actionName === detected.actionName);
      if (source) await engine.sourceChanged(changeOf(detected, source));
    },
    seen: {
      async find(pipelineName, actionName) {
        return engine.stateOf(pipelineName)?.seenRevisions[actionName] ?? null;
      },
      async save(pipelineName, actionName, { source, revisionId }) {
        await engine.submit(pipelineName, ({ seenRevisions }) => {
          const known = seenRevisions[actionName];
          if (known?.source === source && known.revisionId === revisionId) return null;
          return { type: "revisionSeen", actionName, source, revisionId };
        });
      },
    },
  };
}

/** The source actions of the current version. */
function sourcesOf({ pipelineName, declarations, version }: PipelineState): WatchedSource[] {
  const actions = declarations[version]?.stages[0]?.actions ?? [];
  return actions
    .filter(({ actionTypeId }) => actionTypeId.category === "Source")
    .map(({ name, actionTypeId, configuration = {} }) => ({
      pipelineName,
      actionName: name,
      actionTypeId,
      configuration,
    }));
}

/** Connections push their events to the service; every other source is polled. */
function changeOf({ pipelineName, actionName, revisionId }: DetectedRevision, source: WatchedSource): SourceChange {
  const connectionArn = source.configuration["ConnectionArn"];
  const isConnection = source.actionTypeId.provider === "CodeStarSourceConnection";
  return {
    pipelineName,
    actionName,
    revisionType: "COMMIT_ID",
    revisionId,
    triggerType: isConnection ? "WebhookV2" : "PollForSourceChanges",
    ...(isConnection && connectionArn !== undefined && { triggerDetail: connectionArn }),
  };
}
