import type { ActionDeclaration } from "@/lib/pipeline/declaration";
import type { EngineStore } from "../store/store";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/update-change-detection.html */
const IDLE_MS = 30 * 24 * 60 * 60_000;

type Source = Pick<ActionDeclaration, "actionTypeId" | "configuration">;

/** Whether the service looks at a source by itself, from time to time: unless PollForSourceChanges says otherwise. */
export function isPolled({ actionTypeId, configuration }: Source): boolean {
  const { category, owner, provider } = actionTypeId;
  const canBePolled = category === "Source" && owner !== "Custom" && ["S3", "CodeCommit", "GitHub"].includes(provider);
  return canBePolled && configuration?.["PollForSourceChanges"] !== "false";
}

/**
 * When the polling of a pipeline was switched off, because it had neither an execution nor an update for 30 days.
 * @returns epoch milliseconds; null while it is polled, and for a pipeline that never is
 */
export async function pollingDisabledAt(
  pipelineName: string,
  store: Pick<EngineStore, "findPipeline" | "listExecutions">,
  nowAt: number,
): Promise<number | null> {
  const pipeline = await store.findPipeline(pipelineName);
  if (!pipeline?.declaration.stages[0]?.actions.some(isPolled)) return null;
  const [last] = await store.listExecutions(pipelineName, { limit: 1 });
  const disabledAt = Math.max(pipeline.updatedAt, last?.startedAt ?? 0) + IDLE_MS;
  return disabledAt <= nowAt ? disabledAt : null;
}

/** How soon an update of an idle pipeline is noticed; an execution is at once. */
const ASK_EVERY_MS = 60_000;

/** Tells which pipelines are not polled any more, without asking the store again and again. */
export function createPollingPause(
  store: Pick<EngineStore, "findPipeline" | "listExecutions">,
): (pipelineName: string, lastStartedAt: number, nowAt: number) => Promise<boolean> {
  const asked = new Map<string, { readonly at: number; readonly isPaused: boolean }>();
  return async (pipelineName, lastStartedAt, nowAt) => {
    if (nowAt - lastStartedAt < IDLE_MS) return false;
    const known = asked.get(pipelineName);
    if (known && nowAt - known.at < ASK_EVERY_MS) return known.isPaused;
    const isPaused = (await pollingDisabledAt(pipelineName, store, nowAt)) !== null;
    asked.set(pipelineName, { at: nowAt, isPaused });
    return isPaused;
  };
}
