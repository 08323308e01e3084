import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";

interface Publishing {
  readonly live: PipelineDeclaration | null;
  readonly draft: Draft;
  readonly isRunning: boolean;
  readonly warningCount: number;
}

/**
 * What a publish brings about besides the new definition, in sentences. Nothing for a pipeline that is new.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-edit.html
 */
export function consequencesOf({ live, draft, isRunning, warningCount }: Publishing): readonly string[] {
  const warnings =
    warningCount === 0 ? [] : [warningCount === 1 ? "1 warning stays open." : `${warningCount} warnings stay open.`];
  if (live === null) return warnings;
  const kept = new Set(draft.stages.map(({ name }) => name));
  const gone = live.stages.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
  const before = live.executionMode ?? "SUPERSEDED";
  const after = draft.executionMode ?? "SUPERSEDED";
  return [
    ...(isRunning && before !== "PARALLEL"
      ? ["An execution is running. Once its running actions have ended it is cancelled, and so is what waits."]
      : []),
    ...(before === after
      ? []
      : [`The execution mode changes from ${before} to ${after}. What runs in PARALLEL mode goes on to its end.`]),
    ...gone.map((name) => `Stage ${name} goes away. Executions waiting there cannot go on.`),
    ...warnings,
  ];
}
