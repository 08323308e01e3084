import { explainTrigger } from "@/lib/pipeline/triggers/explain-trigger";
import type { GitEvent } from "@/lib/pipeline/triggers/git-event";
import type { Commit } from "../runners/git-source/commit";
import type { GitReference } from "../runners/git-source/git-reference";
import { triggeringCommit } from "./triggering-commit";
import type { SourceWatchPort, WatchedSource } from "./watched-source";

/** Something that happened in a repository, with all that an execution on it needs to know. */
export interface RepositoryEvent {
  readonly event: GitEvent;
  readonly reference: GitReference;
  readonly commit: Commit;
  /** The same for the same happening. */
  readonly token: string;
}

/** What an event did to a pipeline that has a trigger for the repository. */
export interface EventResult {
  readonly pipelineName: string;
  readonly sourceActionName: string;
  /** Set when the event started one. */
  readonly pipelineExecutionId?: string;
  /** Why it failed at once. */
  readonly refusal?: string;
}

/**
 * Holds an event against the triggers of the sources that follow its repository, and starts an execution for each
 * that it passes. One that finds a pipeline with as many executions as it may have starts one that fails at once.
 */
export async function startByEvent(
  sources: readonly WatchedSource[],
  { event, reference, commit, token }: RepositoryEvent,
  port: Pick<SourceWatchPort, "onTrigger">,
): Promise<readonly EventResult[]> {
  const results: EventResult[] = [];
  for (const { pipelineName, actionName, trigger, configuration } of sources) {
    const result = { pipelineName, sourceActionName: actionName };
    if (!trigger || !explainTrigger(trigger, event).starts) {
      results.push(result);
      continue;
    }
    const connectionArn = configuration["ConnectionArn"] ?? "";
    const repositoryName = configuration["FullRepositoryId"] ?? "";
    const started = await port.onTrigger({
      pipelineName,
      actionName,
      reference,
      commit: triggeringCommit(commit, { connectionArn, repositoryName }, reference),
      token: `${token}:${actionName}`,
    });
    results.push({ ...result, ...started });
  }
  return results;
}
