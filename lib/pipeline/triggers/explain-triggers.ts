import type { PipelineDeclaration } from "../declaration";
import { explainTrigger, type TriggerExplanation } from "./explain-trigger";
import type { GitEvent } from "./git-event";

/** What one trigger of a pipeline says about an event in a repository. */
export interface PipelineTriggerExplanation extends TriggerExplanation {
  /** Of the trigger in `triggers`. */
  readonly index: number;
  readonly sourceActionName: string;
  /** False when the trigger's source is another repository; the filters are explained all the same. */
  readonly isSameRepository: boolean;
}

/**
 * Explains every trigger of a pipeline. Each one that starts, starts an execution of its own.
 * @param repository `owner/name`, as in FullRepositoryId; its case does not matter
 */
export function explainTriggers(
  { triggers = [], stages }: Pick<PipelineDeclaration, "triggers" | "stages">,
  repository: string,
  event: GitEvent,
): readonly PipelineTriggerExplanation[] {
  const sources = new Map(
    stages[0]?.actions.map(({ name, configuration }) => [name, configuration?.["FullRepositoryId"]]),
  );
  return triggers.map((trigger, index) => {
    const { sourceActionName } = trigger.gitConfiguration;
    const isSameRepository = sources.get(sourceActionName)?.toLowerCase() === repository.toLowerCase();
    const explanation = explainTrigger(trigger, event);
    return {
      index,
      sourceActionName,
      isSameRepository,
      filters: explanation.filters,
      starts: isSameRepository && explanation.starts,
    };
  });
}
