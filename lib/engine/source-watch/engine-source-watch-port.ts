import { entryOf } from "@/lib/pipeline/entry-of";
import type { Engine, SourceChange } from "../engine";
import { AwsServiceError } from "../aws-service-error";
import { checkExecutionLimit } from "../execution-limit";
import type { Quotas } from "../quotas";
import type { PipelineState } from "../state";
import { createPollingPause, isPolled } from "./polling-pause";
import type {
  DetectedRevision,
  SourceWatchPort,
  TriggeredExecution,
  TriggeredStart,
  WatchedSource,
} from "./watched-source";

/** Joins change detection to the engine. What was seen is part of a pipeline's state, saved with its events. */
export function createSourceWatchPort(engine: Engine): SourceWatchPort {
  const isPaused = createPollingPause(engine.store);

  /** Without those that are polled, when the pipeline has been idle for too long. */
  async function watchedSourcesOf(state: PipelineState): Promise<WatchedSource[]> {
    const sources = sourcesOf(state);
    if (!sources.some(isPolled)) return sources;
    const starts = Object.values(state.executions).map(({ record }) => record.startedAt);
    const paused = await isPaused(state.pipelineName, Math.max(0, ...starts), engine.clock.now());
    return paused ? sources.filter((source) => !isPolled(source)) : sources;
  }

  return {
    async listSources() {
      return (await Promise.all(engine.states().map(watchedSourcesOf))).flat();
    },
    async onRevision(detected) {
      const state = engine.stateOf(detected.pipelineName);
      const source = state && sourcesOf(state).find(({ actionName }) => actionName === detected.actionName);
      if (source) await engine.sourceChanged(changeOf(detected, source));
    },
    onTrigger: (start) => startOnTrigger(engine, start),
    seen: {
      async find(pipelineName, actionName) {
        return entryOf(engine.stateOf(pipelineName)?.seenRevisions, actionName) ?? null;
      },
      async save(pipelineName, actionName, { source, revisionId }) {
        await engine.submit(pipelineName, ({ seenRevisions }) => {
          const known = entryOf(seenRevisions, actionName);
          if (known?.source === source && known.revisionId === revisionId) return null;
          return { type: "revisionSeen", actionName, source, revisionId };
        });
      },
    },
    refs: engine.store,
  };
}

/** The source actions of the current version. */
function sourcesOf({ pipelineName, declarations, version }: PipelineState): WatchedSource[] {
  const { stages = [], triggers = [] } = declarations[version] ?? {};
  const actions = stages[0]?.actions ?? [];
  return actions
    .filter(({ actionTypeId }) => actionTypeId.category === "Source")
    .map(({ name, actionTypeId, configuration = {} }) => {
      const trigger = triggers.find(({ gitConfiguration }) => gitConfiguration.sourceActionName === name);
      return {
        pipelineName,
        actionName: name,
        actionTypeId,
        configuration,
        ...(trigger && { trigger }),
        isInTriggeredPipeline: triggers.length > 0,
      };
    });
}

/** Connections and registries tell the service of their changes; every other source is polled. */
function changeOf(detected: DetectedRevision, { actionTypeId, configuration }: WatchedSource): SourceChange {
  switch (actionTypeId.provider) {
    case "CodeStarSourceConnection": {
      const connectionArn = configuration["ConnectionArn"];
      return {
        ...detected,
        triggerType: "WebhookV2",
        ...(connectionArn !== undefined && { triggerDetail: connectionArn }),
      };
    }
    case "ECR":
      return { ...detected, triggerType: "CloudWatchEvent" };
    default:
      return { ...detected, triggerType: "PollForSourceChanges" };
  }
}

async function startOnTrigger(engine: Engine, start: TriggeredStart): Promise<TriggeredExecution | null> {
  const { pipelineName, actionName, reference, commit, token } = start;
  const pipelineExecutionId = engine.ids.next();
  let refusal: string | undefined;
  const state = await engine.submit(pipelineName, async (current) => {
    if (await engine.store.findExecutionByToken(pipelineName, token)) return null;
    refusal = limitReached(current, engine.quotas);
    return {
      type: "executionStarted",
      pipelineExecutionId,
      trigger: { triggerType: "WebhookV2", triggerDetail: commit.connectionArn, commit },
      variables: [],
      sourceOverrides: [{ actionName, revisionType: "COMMIT_ID", revisionValue: commit.commitId, reference }],
      clientRequestToken: token,
      ...(refusal !== undefined && { refusal }),
    };
  });
  if (!state) return null;
  // One that failed at once is on record only, and so is one that was refused for another reason.
  const isStarted = await engine.store.findExecution(pipelineName, pipelineExecutionId);
  return isStarted ? { pipelineExecutionId, ...(refusal !== undefined && { refusal }) } : null;
}

function limitReached(state: PipelineState, quotas: Quotas): string | undefined {
  try {
    checkExecutionLimit(state, quotas);
    return undefined;
  } catch (error) {
    if (error instanceof AwsServiceError) return error.message;
    throw error;
  }
}
